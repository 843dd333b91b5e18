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

/** The values of a draft, or of some of its series, that have a source which is known, withdrawals left out. */
export async function readVoices(sql: Queryable, draft: number, series?: readonly string[]): Promise<VoicedCell[]> {
  const rows = await sql<Row[]>`
    with named as (
      select own_key as named_as, key, title, publisher, url, published, kind, licence, reliability,
        grade as decided, grade_reason as "decidedWhy"
      from standing_source where own_key in (select source from draft_cell where draft_id = ${draft})
      union all
      select key, key, title, publisher, url, published, kind, licence, reliability, null, null
      from draft_source where draft_id = ${draft} and not exists (select 1 from source s where s.key = draft_source.key)
    )
    select c.series, c.period, c.dims, c.status, to_json(named) as source
    from draft_cell c join named on named.named_as = c.source
    where c.draft_id = ${draft} and c.status <> 'W' ${series ? sql`and c.series = any(${[...series]})` : sql``}
    order by c.series, c.period`;
  const known = new Map<string, Source>();
  return rows.map(({ source, ...cell }) => {
    const { key, title, publisher, url, published, kind, licence, reliability, decided, decidedWhy } = source;
    const one =
      known.get(key) ??
      graded({ key, title, publisher, url, published, kind, licence, reliability, decided, decidedWhy });
    known.set(key, one);
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
