import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { ProposedEntity } from "@/lib/datasets/proposal";
import type { Owner } from "@/lib/provenance/publisher-match";
import { readEntities } from "@/lib/store/read-catalogue";
import { readStrangers } from "./strangers";
import { type Past, publisherDoubt, publisherKey } from "@/lib/studio/sources/publisher-doubt";
import type { Draft, DraftFinding } from "../draft";
import { readItems } from "../items";
import { readPastVoices, type VoicedCell } from "./read-voices";

/** The publishers that a draft's series name, with all names under which they are met. */
async function ownersOf(sql: Queryable, draft: Draft, slugs: readonly string[]): Promise<Map<string, Owner>> {
  const known = await readEntities(sql, { kind: "publisher", slugs });
  const fresh = (await readItems(sql, draft.id)).flatMap((one) => {
    const entity = one.kind === "entity" ? ProposedEntity.parse(one.proposal) : null;
    return entity?.kind === "publisher" ? [entity] : [];
  });
  const owners = new Map<string, Owner>();
  for (const { slug, name, aliases } of [...fresh, ...known]) owners.set(slug, { slug, names: [name, ...aliases] });
  for (const { slug, formerly } of known)
    for (const former of formerly) owners.set(former, owners.get(slug) ?? { slug: former, names: [former] });
  return owners;
}

/**
 * Values whose source is of another publisher than their series: each asks whether the source passes that publisher on, or
 * the value belongs into a series of its own publisher's. One publisher in one other's series is one question.
 */
export async function askPublishers(
  sql: Queryable,
  draft: Draft,
  dataset: DatasetDefinition,
  cells: readonly VoicedCell[],
): Promise<DraftFinding[]> {
  const key = publisherKey(dataset);
  const slugs = key === null ? [] : [...new Set(cells.map(({ dims }) => dims[key] ?? ""))];
  const owners = key === null ? new Map<string, Owner>() : await ownersOf(sql, draft, slugs);
  const past = await readPastVoices(
    sql,
    cells.map((one) => one.series),
  );
  const strangers = key === null ? await readStrangers(sql, dataset) : null;
  return cells.flatMap((cell) => {
    const slug = key === null ? null : (cell.dims[key] ?? "");
    const owner = slug === null ? null : (owners.get(slug) ?? { slug, names: [slug] });
    const before: Past = past.get(cell.series) ?? [];
    const stranger = strangers?.(cell.dims, cell.source) ?? null;
    const message = publisherDoubt({ owner, past: before, source: cell.source, stranger });
    if (message === null) return [];
    const place = { series: cell.series, period: cell.period };
    const asks = `publisher · ${owner?.slug ?? "series"} · ${cell.source.key}`;
    return [{ rule: "publisher", message, blocking: false, place, asks }];
  });
}
