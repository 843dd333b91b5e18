import { addTo } from "@/lib/kernel/group-by";
import type { Queryable } from "@/db/client";
import type { Status } from "@/lib/kernel/status";
import { graded, type StandingSource } from "@/lib/store/graded";
import { restsOn } from "@/lib/store/rests-on";
import type { Source } from "@/lib/store/rows";

/** A value of a draft with the source that it names, whether that is in the store or comes with the draft. */
export type VoicedCell = {
  series: string;
  period: string;
  dims: Record<string, string>;
  status: Status;
  source: Source;
};

type Row = Omit<VoicedCell, "source"> & { source: StandingSource };

function sourceOf(row: StandingSource): Source {
  const { key, title, publisher, url, published, kind, licence, reliability, decided, decidedWhy } = row;
  return graded({ key, title, publisher, url, published, kind, licence, reliability, decided, decidedWhy });
}

/** A part of a query: the sources that values of a draft name, under the keys that they name them by. */
const named = (sql: Queryable, draft: number) => sql`named as (
  select own_key as named_as, key, title, publisher, url, published, kind, licence, reliability,
    grade as decided, grade_reason as "decidedWhy"
  from standing_source where own_key in (select source from draft_tally where draft_id = ${draft} and cells > 0)
  union all
  select key, key, title, publisher, url, published, kind, licence, reliability, null, null
  from draft_source where draft_id = ${draft} and not exists (select 1 from source s where s.key = draft_source.key)
)`;

/** The sources that any values of a draft name and that are known. */
export async function readNamedSources(sql: Queryable, draft: number): Promise<Source[]> {
  const rows = await sql<{ source: StandingSource }[]>`
    with ${named(sql, draft)} select to_json(named) as source from named order by named_as`;
  return rows.map(({ source }) => sourceOf(source));
}

/** The values of a draft, or of some of its series, that have a source which is known, withdrawals left out. */
export async function readVoices(sql: Queryable, draft: number, series?: readonly string[]): Promise<VoicedCell[]> {
  const rows = await sql<Row[]>`
    with ${named(sql, draft)}
    select c.series, c.period, c.dims, c.status, to_json(named) as source
    from draft_cell c join named on named.named_as = c.source
    where c.draft_id = ${draft} and c.status <> 'W' ${series ? sql`and c.series = any(${[...series]})` : sql``}
    order by c.series, c.period`;
  const known = new Map<string, Source>();
  return rows.map(({ source, ...cell }) => {
    const one = known.get(source.key) ?? sourceOf(source);
    known.set(source.key, one);
    return { ...cell, source: one };
  });
}

/**
 * By which publishers, and with what titles, each series rests on its sources so far, by series code. What was replaced,
 * withdrawn or put back since vouches for nobody.
 */
export async function readPastVoices(
  sql: Queryable,
  codes: readonly string[],
): Promise<Map<string, { publisher: string; title: string }[]>> {
  const rows = await sql<{ series: string; publisher: string; title: string }[]>`
    select distinct series.code as series, source.publisher, source.title
    from series
    join lateral (${restsOn(sql)}) used on true
    join standing_source source on source.id = used.source_id
    where series.code = any(${[...new Set(codes)]})
    order by series.code, source.publisher`;
  const past = new Map<string, { publisher: string; title: string }[]>();
  for (const { series, publisher, title } of rows) addTo(past, series, { publisher, title });
  return past;
}
