import { addTo } from "@/lib/kernel/group-by";
import type { Queryable } from "@/db/client";
import type { Day } from "@/lib/kernel/period";
import { type SourceRecord, sourceOn } from "@/lib/provenance/source-as-of";
import { withNotesOn } from "@/lib/provenance/note-as-of";
import { readSources } from "./read-catalogue";
import type { Source, Vintage } from "./rows";

/** The records behind sources by the key of the one that is shown, with their newest use by the end of a day. */
async function readRecords(sql: Queryable, keys: readonly string[], day: Day): Promise<Map<string, SourceRecord[]>> {
  const end = `${day}T23:59:59.999Z`;
  const rows = await sql<(SourceRecord & { shown: string })[]>`
    select shown.key as shown, own.title, own.publisher, own.url, own.published,
      to_char(greatest(
        (select max(known_at) from observation_tally where source_id = own.id and known_at <= ${end}::timestamptz),
        (select max(known_at) from event where source_id = own.id and known_at <= ${end}::timestamptz),
        (select max(known_at) from relation where source_id = own.id and known_at <= ${end}::timestamptz),
        (select max(known_at) from entity_version where source_id = own.id and known_at <= ${end}::timestamptz)
      ) at time zone 'UTC', 'YYYY-MM-DD') as "newestUse"
    from standing_source shown join source own on own.id = shown.id
    where shown.key = any(${[...keys]})`;
  const found = new Map<string, SourceRecord[]>();
  for (const { shown, ...record } of rows) addTo(found, shown, record);
  return found;
}

/** The sources of those keys as they stood on a past day: none is dated or named by what came later. */
export async function readSourcesOn(sql: Queryable, keys: readonly string[], day: Day): Promise<Source[]> {
  const sources = await readSources(sql, keys);
  const records = await readRecords(
    sql,
    sources.map((one) => one.key),
    day,
  );
  return sources.map((one) => sourceOn(one, records.get(one.key) ?? [], day));
}

/** What a number rested on, each source and note as it can stand on a past day. */
export async function vintagesOn(sql: Queryable, vintages: readonly Vintage[], day: Day): Promise<Vintage[]> {
  const sources = await readSourcesOn(
    sql,
    vintages.map((one) => one.source.key),
    day,
  );
  const byKey = new Map(sources.map((one) => [one.key, one]));
  const then = vintages.map((one) => ({ ...one, source: byKey.get(one.source.key) ?? one.source }));
  return withNotesOn(then, day);
}
