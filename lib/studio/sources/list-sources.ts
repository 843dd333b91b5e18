import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { Grade } from "@/lib/provenance/grade";
import { database } from "@/lib/store/database";
import { graded, type StandingSource } from "@/lib/store/graded";
import type { Source } from "@/lib/store/rows";
import { readSourceUse, type SourceUse } from "./source-use";
import { wordPatterns } from "./word-patterns";

export const SourceFilter = z.object({
  text: z.string().max(300).catch("").default(""),
  publisher: z.string().max(300).catch("").default(""),
  kind: z.string().max(100).catch("").default(""),
  state: z.enum(["standing", "archived", "merged", "all"]).catch("standing").default("standing"),
  grade: z
    .enum(["", ...Grade.options])
    .catch("")
    .default(""),
  lacks: z.enum(["", "address", "date"]).catch("").default(""),
  unused: z.enum(["", "1"]).catch("").default(""),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type SourceFilter = z.infer<typeof SourceFilter>;

/** A source with how it stands and what rests on it. `mergedInto` is the key of the one that it is shown as. */
export type SourceLine = Source & SourceUse & { archived: boolean; mergedInto: string | null };
/** Of all sources that stand, how many have no address, and how many no date. */
export type Lacking = { sources: number; address: number; date: number };
export type SourceList = {
  lines: SourceLine[];
  lacking: Lacking;
  total: number;
  pages: number;
  publishers: string[];
  kinds: string[];
};

const PAGE = 100;
const NO_USE: SourceUse = { observations: 0, facts: 0, newestAt: null };

type Row = StandingSource & { id: number; ids: number[]; archived: boolean; mergedInto: string | null };

async function readRows(db: Database, viewer: Viewer, filter: SourceFilter): Promise<Row[]> {
  const { text, publisher, kind, state, lacks } = filter;
  return db.sql<Row[]>`
    select own.id::int, own.key, own.title, own.publisher, own.url, own.published, own.kind,
      case when standing.key = own.key then standing.licence else own.licence end as licence,
      case when standing.key = own.key then standing.reliability else own.reliability end as reliability,
      case when standing.key = own.key then standing.grade end as decided,
      case when standing.key = own.key then standing.grade_reason end as "decidedWhy",
      standing.archived, nullif(standing.key, own.key) as "mergedInto",
      array(select id::int from standing_source s where s.shown_id = own.id) as ids
    from source own join standing_source standing on standing.id = own.id
    where ${isShown(db.sql, viewer)}
      and lower(concat_ws(' ', own.key, own.title, own.publisher, own.url)) like all (${wordPatterns(text)}::text[])
      and (${publisher} = '' or own.publisher = ${publisher}) and (${kind} = '' or own.kind = ${kind})
      and (${lacks} <> 'address' or own.url is null) and (${lacks} <> 'date' or own.published is null)
      and (${state} = 'all' or ${state} = case when standing.key <> own.key then 'merged'
        when standing.archived then 'archived' else 'standing' end)
    order by own.publisher, own.published desc nulls last, own.key`;
}

/** A source of its own is known by what rests on any of those that are shown as it; one that was merged by its own. */
const isShown = (sql: Queryable, viewer: Viewer) => sql`
  exists (select 1 from standing_source part where (part.id = own.id or part.shown_id = own.id)
    and ${isVisible(sql, viewer, sql`part.id`)})`;

async function readNames(sql: Queryable, viewer: Viewer, column: "publisher" | "kind"): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct ${sql(column)} as name from source own where ${isShown(sql, viewer)} order by 1`;
  return rows.map(({ name }) => name);
}

async function readLacking(db: Database, viewer: Viewer): Promise<Lacking> {
  const rows = await db.sql<Lacking[]>`
    select count(*)::int as sources, (count(*) filter (where own.url is null))::int as address,
      (count(*) filter (where own.published is null))::int as date
    from source own join standing_source standing on standing.id = own.id
    where standing.key = own.key and not standing.archived and ${isShown(db.sql, viewer)}`;
  return rows[0] ?? { sources: 0, address: 0, date: 0 };
}

/** What rests on a source: its own, and that of all that are shown as it. */
function useOf(row: Row, uses: ReadonlyMap<number, SourceUse>): SourceUse {
  const all = (row.mergedInto === null ? row.ids : [row.id]).map((id) => uses.get(id) ?? NO_USE);
  return all.reduce((sum, one) => ({
    observations: sum.observations + one.observations,
    facts: sum.facts + one.facts,
    newestAt: (sum.newestAt ?? "") > (one.newestAt ?? "") ? sum.newestAt : one.newestAt,
  }));
}

/** A page of sources that match, by publisher and date, with what rests on each; how many lack what; what to filter by. */
export async function listSources(viewer: Viewer, given: unknown, db: Database = database()): Promise<SourceList> {
  demandStudioReader(viewer);
  const filter = SourceFilter.parse(given);
  const [rows, lacking, uses, publishers, kinds] = await Promise.all([
    readRows(db, viewer, filter),
    readLacking(db, viewer),
    readSourceUse(db, viewer),
    readNames(db.sql, viewer, "publisher"),
    readNames(db.sql, viewer, "kind"),
  ]);
  const lines = rows.flatMap((row) => {
    const use = useOf(row, uses);
    const { id: _, ids: __, archived, mergedInto, ...source } = row;
    const one = graded(source);
    const isMeant = filter.grade === "" || one.grade === filter.grade;
    return !isMeant || (filter.unused && use.observations + use.facts > 0)
      ? []
      : [{ ...one, archived, mergedInto, ...use }];
  });
  return {
    lines: lines.slice((filter.page - 1) * PAGE, filter.page * PAGE),
    lacking,
    total: lines.length,
    pages: Math.max(1, Math.ceil(lines.length / PAGE)),
    publishers,
    kinds,
  };
}
