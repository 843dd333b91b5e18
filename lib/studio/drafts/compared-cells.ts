import type { Fragment } from "postgres";
import type { Queryable } from "@/db/client";
import { standingRow } from "@/lib/store/standing";
import { hasMoved } from "./has-moved";

/**
 * The cells `c` of a draft, each beside `now`, what is published; of a draft that is published, what stood before it.
 * Besides each `editor`, and with its `cause`, the step that made it what it is, by `actor`. For the end of a query that
 * begins with `causedBy`.
 */
export const comparedCells = (sql: Queryable, draft: { id: number; changeSetId: number | null }) => sql`
  draft_cell c join person editor on editor.id = c.edited_by
  left join caused cause on cause.series = c.series and cause.period = c.period
  left join person actor on actor.id = cause.person_id
  left join ${standingRow(sql, sql`c.series`, sql`c.period`, draft.changeSetId, true)} now on true
  where c.draft_id = ${draft.id}`;

/** Whether a compared cell says what stands already. */
export const sameAsNow = (sql: Queryable) => sql`(now.status is not null
  and (now.value, now.low, now.high, now.status, now.confidence, now.source, now.note, now.period_end, now.period_label)
    is not distinct from (c.value, c.low, c.high, c.status, c.confidence, c.source, c.note, c.period_end, c.period_label))`;

/** How far a compared cell moves what is published, as a part of that; null where there is nothing to compare. */
export const moveOf = (sql: Queryable) => sql`(case when c.status <> 'W' and now.status <> 'W' and now.value <> 0
  then c.value / now.value - 1 end)`;

/** How many compared cells there are of each kind, and whether one is no longer meant against what stands. */
export const countsOf = (sql: Queryable): Fragment => sql`
  count(*) filter (where c.status <> 'W' and (now.status is null or now.status = 'W'))::int as added,
  count(*) filter (where c.status <> 'W' and now.status <> 'W' and not ${sameAsNow(sql)})::int as changed,
  count(*) filter (where c.status = 'W' and now.status <> 'W')::int as withdrawn,
  count(*) filter (where ${hasMoved(sql, sql`now`)})::int as moved,
  count(*) filter (where ${sameAsNow(sql)})::int as same`;

export type Counts = { added: number; changed: number; withdrawn: number; moved: number; same: number };

/** A recursive part of a query: `caused` has of each cell of a draft the step that made it what it is. */
export const causedBy = (sql: Queryable, draft: number) => sql`
  in_force as (
    select s.id, s.parent_id, s.kind, s.at, s.person_id from draft d join draft_step s on s.id = d.head_step
    where d.id = ${draft}
    union all
    select s.id, s.parent_id, s.kind, s.at, s.person_id from in_force f join draft_step s on s.id = f.parent_id
  ), caused as (
    select distinct on (touched.series, touched.period) touched.series, touched.period, f.id, f.kind, f.at, f.person_id
    from in_force f join draft_touch touched on touched.step_id = f.id
    order by touched.series, touched.period, f.id desc
  )`;

/** By what a cell with its step `cause` is grouped: one paste or import is one cause, what was typed under one stamp another. */
export const causeKey = (sql: Queryable) => sql`
  case when cause.kind in ('paste', 'fill', 'clear', 'import', 'restore', 'revert') then 'step ' || cause.id
    else 'stamp ' || concat_ws(' ', coalesce(c.source, '-'), coalesce(c.reason, '-'), c.status, coalesce(c.confidence, '-')) end`;
