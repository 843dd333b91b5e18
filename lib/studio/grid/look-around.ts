import { createHash } from "node:crypto";
import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { authorFor } from "@/lib/access/analysts";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import type { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { currentState, readReleases } from "@/lib/store/read-releases";
import type { DraftState } from "../drafts/draft";
import { type Present, readPresent } from "./presence";

/** `heads` are the newest steps of drafts that the asker has seen, by the draft's number. */
export const LookAround = z.strictObject({
  dataset: Slug,
  heads: z.record(z.string().regex(/^\d{1,15}$/), z.number().int().min(0)).default({}),
});

/** An open draft of the house: `head` is its newest step, 0 where there is none. */
export type OpenDraft = {
  id: number;
  author: string;
  own: boolean;
  state: DraftState;
  version: number;
  head: number;
};

/** What others do around a grid. `tag` is another one whenever anything of it is. */
export type Around = {
  tag: string;
  today: Day;
  /** What of the dataset is published, and its newest publication. */
  state: string;
  release: { number: number; author: string; values: number; at: string } | null;
  people: Present[];
  drafts: OpenDraft[];
  /** The series in which drafts were changed since the heads that were seen; null: too many to name. */
  touched: string[] | null;
};

const MOST_TOUCHED = 300;
const MOST_STEPS = 500;

async function readOpenDrafts(sql: Queryable, viewer: Viewer, dataset: string): Promise<OpenDraft[]> {
  return sql<OpenDraft[]>`
    select d.id::int, person.name as author, d.author_id = ${viewer.personId} as own, d.state, d.version,
      coalesce(d.head_step, 0)::int as head
    from draft d join person on person.id = d.author_id
    where d.dataset = ${dataset} and d.organisation_id = ${viewer.organisationId}
      and d.state in ('draft', 'in review', 'approved', 'scheduled')
    order by d.id`;
}

/** The series that steps between two heads of a draft changed, done or undone; null where they are too many. */
async function readTouched(sql: Queryable, draft: number, seen: number, head: number): Promise<string[] | null> {
  const rows = await sql<{ series: string | null }[]>`
    with recursive path (a, b, step, length) as (
      select ${seen}::bigint, ${head}::bigint, null::bigint, 0
      union all
      select case when a > b then coalesce((select parent_id from draft_step where id = a and draft_id = ${draft}), 0) else a end,
        case when a > b then b else coalesce((select parent_id from draft_step where id = b and draft_id = ${draft}), 0) end,
        greatest(a, b), length + 1
      from path where a <> b and length <= ${MOST_STEPS}
    )
    select null as series from path where length > ${MOST_STEPS}
    union all
    (select distinct c.series from path join draft_step s on s.id = path.step and s.draft_id = ${draft}
      join draft_touch c on c.step_id = s.id limit ${MOST_TOUCHED + 1})`;
  const series = rows.flatMap((row) => (row.series === null ? [] : [row.series]));
  return series.length < rows.length || series.length > MOST_TOUCHED ? null : series;
}

async function touchedSince(
  sql: Queryable,
  drafts: readonly OpenDraft[],
  heads: Readonly<Record<string, number>>,
): Promise<string[] | null> {
  const moved = drafts.flatMap(({ id, head }) => {
    const seen = heads[String(id)];
    return seen === undefined || seen === head ? [] : [readTouched(sql, id, seen, head)];
  });
  const found = await Promise.all(moved);
  const all = new Set(found.flatMap((one) => one ?? []));
  return found.includes(null) || all.size > MOST_TOUCHED ? null : [...all];
}

/**
 * What others do in a dataset that is edited: who is there and where, which drafts are open and how far they are, what
 * was published. Costs a few short queries, and beyond them only what changed since. Throws forbidden and not_found.
 */
export async function lookAround(
  viewer: Viewer,
  input: z.input<typeof LookAround>,
  db: Database = database(),
): Promise<Around> {
  demandStudioReader(viewer, input.dataset);
  const { dataset, heads } = LookAround.parse(input);
  const { sql } = db;
  const [state, people, drafts, [newest]] = await Promise.all([
    currentState(sql, dataset),
    readPresent(sql, viewer, dataset),
    readOpenDrafts(sql, viewer, dataset),
    readReleases(sql, { datasets: [dataset], limit: 1, before: "infinity" }),
  ]);
  const release = newest
    ? { number: newest.number, author: authorFor(viewer, newest), values: newest.appended, at: newest.publishedAt }
    : null;
  const seen = { today: now().toISOString().slice(0, 10), state, release, people, drafts };
  const tag = createHash("sha256").update(JSON.stringify(seen)).digest("base64url").slice(0, 22);
  return { tag, ...seen, touched: await touchedSince(sql, drafts, heads) };
}
