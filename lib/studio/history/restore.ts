import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import { database } from "@/lib/store/database";
import { CellContent, Reason } from "../drafts/draft";
import { editDraft } from "../drafts/edit-draft";
import { openDraft } from "../drafts/open-draft";
import { findPlace } from "./find-place";
import type { SeriesPlace } from "./history";

const Code = z.string().min(1).max(300);
const Why = z.string().trim().min(3, "say why, in a few words").max(300);
const ReasonAsked = Reason.or(z.literal("")).transform((one, context) => {
  if (one !== "") return one;
  context.addIssue("choose a reason");
  return z.NEVER;
});

/** Which past content goes back: a vintage by its two clocks, or what an act in a draft left behind. */
export const RestoreValue = z.strictObject({
  series: Code,
  period: Day,
  from: z.union([
    z.strictObject({ knownAt: z.iso.datetime(), recordedAt: z.iso.datetime() }),
    z.strictObject({ step: z.number().int().positive() }),
  ]),
  reason: ReasonAsked,
  why: Why,
});
export type RestoreValue = z.input<typeof RestoreValue>;

export const RestoreWithdrawn = z.strictObject({ series: Code, period: Day.optional(), reason: ReasonAsked, why: Why });
export type RestoreWithdrawn = z.input<typeof RestoreWithdrawn>;

type Past = { period: string; content: unknown };

const vintage = (sql: Queryable) => sql`jsonb_build_object('value', o.value, 'low', o.low, 'high', o.high,
  'status', o.status, 'confidence', o.confidence, 'source', source.key, 'note', o.note, 'periodEnd', o.period_end,
  'periodLabel', o.period_label)`;

async function pastOf(sql: Queryable, viewer: Viewer, place: SeriesPlace, wish: z.infer<typeof RestoreValue>) {
  if ("step" in wish.from)
    return sql<Past[]>`
      select sc.period, jsonb_build_object('value', sc.after->'value', 'low', sc.after->'low', 'high', sc.after->'high',
        'status', sc.after->'status', 'confidence', sc.after->'confidence', 'source', sc.after->'source',
        'note', sc.after->'note', 'periodEnd', sc.after->'period_end', 'periodLabel', sc.after->'period_label') as content
      from draft_touch sc join draft_step st on st.id = sc.step_id join draft d on d.id = st.draft_id
      where sc.step_id = ${wish.from.step} and sc.series = ${place.code} and sc.period = ${wish.period}
        and sc.after is not null and d.organisation_id = ${viewer.organisationId}`;
  return sql<Past[]>`
    select o.period, ${vintage(sql)} as content
    from observation o join source on source.id = o.source_id
    where o.series_id = ${place.id ?? 0} and o.period = ${wish.period}
      and o.known_at = ${wish.from.knownAt}::timestamptz and o.recorded_at = ${wish.from.recordedAt}::timestamptz`;
}

/** The last value before its withdrawal of every period that is withdrawn now. */
const lastBeforeWithdrawal = (sql: Queryable, place: SeriesPlace, period: string | undefined) => sql<Past[]>`
  select distinct on (o.period) o.period, ${vintage(sql)} as content
  from observation o join source on source.id = o.source_id
  where o.series_id = ${place.id ?? 0} and o.status <> 'W' ${period ? sql`and o.period = ${period}` : sql``}
    and (select newest.status from observation newest where newest.series_id = o.series_id and newest.period = o.period
      order by newest.known_at desc, newest.recorded_at desc limit 1) = 'W'
  order by o.period, o.known_at desc, o.recorded_at desc`;

type Because = { reason: Reason; why: string };

/** Puts past contents into the viewer's open draft, as one act that can be undone. Returns what to tell. */
async function putBack(db: Database, viewer: Viewer, place: SeriesPlace, past: readonly Past[], given: Because) {
  const { measure, dims } = place;
  const edits = past.map(({ period, content: kept }) => {
    const content = CellContent.parse(kept);
    const note = `Restored: ${given.why}.${content.note ? ` ${content.note}` : ""}`.slice(0, 1000);
    return { place: { measure, dims, period }, content: { ...content, reason: given.reason, note } };
  });
  const draft = await openDraft(viewer, { dataset: place.dataset }, db);
  const { refused } = await editDraft(viewer, { draft: draft.id, edits, kind: "restore" }, db);
  const first = refused[0];
  if (first && refused.length === edits.length)
    throw new AppError("invalid", `It was not restored: ${first.message}. Your draft is as it was.`);
  const n = edits.length - refused.length;
  const left = first ? ` ${refused.length} could not be: ${first.message}.` : "";
  return {
    draft: draft.id,
    words: `${n} ${n === 1 ? "value is" : "values are"} in your draft ${draft.id} now. Readers see nothing of it until that is published.${left}`,
  };
}

/**
 * Puts a value that a cell had once into the viewer's open draft of its dataset. Throws forbidden, not_found, and
 * conflict for a withdrawal, which is no value.
 */
export async function restoreValue(viewer: Viewer, given: RestoreValue, db: Database = database()) {
  demandAnalyst(viewer);
  const wish = RestoreValue.parse(given);
  const place = await findPlace(db.sql, viewer, wish.series);
  demandAnalyst(viewer, place.dataset);
  const past = await pastOf(db.sql, viewer, place, wish);
  if (past.length === 0) throw new AppError("not_found", "That value is not in the history of this cell.");
  if (CellContent.parse(past[0]?.content).status === "W")
    throw new AppError("conflict", "That was a withdrawal, without a value. Withdraw the cell in the grid instead.");
  return putBack(db, viewer, place, past, wish);
}

/**
 * Puts the last values of what is withdrawn now, of a whole series or one period of it, into the viewer's open draft.
 * Throws forbidden, not_found, and conflict where nothing is withdrawn.
 */
export async function restoreWithdrawn(viewer: Viewer, given: RestoreWithdrawn, db: Database = database()) {
  demandAnalyst(viewer);
  const { series, period, ...because } = RestoreWithdrawn.parse(given);
  const place = await findPlace(db.sql, viewer, series);
  demandAnalyst(viewer, place.dataset);
  const past = await lastBeforeWithdrawal(db.sql, place, period);
  if (past.length === 0) throw new AppError("conflict", "Nothing of this series is withdrawn.");
  return putBack(db, viewer, place, past, because);
}
