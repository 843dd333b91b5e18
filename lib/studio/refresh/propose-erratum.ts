import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { recordAudit } from "@/lib/audit/record";
import { assessedGpus, SEGMENTS, TENORS } from "@/lib/indices/assessed-gpus";
import { type Decided, decideIndices, INDEX, levelCode } from "@/lib/indices/decide-indices";
import { SOURCE } from "@/lib/indices/publish-indices";
import { holdValues } from "@/lib/ingest/run/run-rows";
import { AppError } from "@/lib/kernel/error";
import { now } from "@/lib/kernel/clock";
import { Day } from "@/lib/kernel/period";
import { businessDaysBetween } from "@/lib/models/price-index/business-days";
import { parameters } from "@/lib/models/price-index/parameters";
import { database } from "@/lib/store/database";
import { agree } from "./four-eyes";

const MOST_DAYS = 90;

/** What was wrong: the unit, tenor or GPU of a contributor, or the source itself. */
export const ERRATUM_CAUSES = {
  unit: "Unit",
  tenor: "Tenor",
  mapping: "GPU or node",
  source: "The source's own error",
};

export const ErratumOrder = z.strictObject({
  gpu: z.string().refine((slug) => assessedGpus.some((one) => one.gpu === slug), "there is no index of this GPU"),
  segment: z.enum(SEGMENTS),
  tenor: z.enum(TENORS),
  day: Day,
  ticket: z.string().trim().min(2, "name the ticket under which the error was found").max(60),
  cause: z.enum(["unit", "tenor", "mapping", "source"]),
  reason: z.string().trim().min(10, "say what was wrong, in a sentence").max(400),
});
export type ErratumOrder = z.infer<typeof ErratumOrder>;

/** Throws invalid where the day is restated by itself, or too old to be restated at all. */
function demandTime(day: string, today: string): void {
  const days = parameters.restateWithinBusinessDays;
  if (businessDaysBetween(day, today) <= days)
    throw new AppError(
      "invalid",
      `A day of the last ${days} business days is restated by itself once its prices are right.`,
    );
  if (Date.parse(today) - Date.parse(day) > MOST_DAYS * 86_400_000)
    throw new AppError("invalid", `A value older than ${MOST_DAYS} days is not restated.`);
}

async function recomputed(db: Database, { gpu, segment, tenor, day }: ErratumOrder, today: string): Promise<Decided> {
  const errata = new Map([[levelCode({ gpu, segment, tenor }), new Set([day])]]);
  const found = (await decideIndices(db.sql, { today, errata, gpus: [gpu] })).find(
    (one) => one.gpu === gpu && one.segment === segment && one.tenor === tenor && one.decision.day === day,
  );
  if (found?.decision.reason === "ERRATUM") return found;
  throw new AppError(
    "invalid",
    `Computed from the prices that are stored now, the value of ${day} differs by less than ${parameters.restateFrom * 100} % from what stands. Correct the price first.`,
  );
}

/**
 * Proposes to restate a value of the index after its time, up to 90 days back: recomputed from the prices as they are
 * stored now. It is held until a second analyst agrees. Returns what stands and what would. Throws forbidden, invalid.
 */
export async function proposeErratum(
  viewer: Viewer,
  given: unknown,
  db: Database = database(),
  today: Day = now().toISOString().slice(0, 10),
): Promise<{ stands: number | null; value: number | null }> {
  demandAnalyst(viewer, INDEX);
  const order = ErratumOrder.parse(given);
  demandTime(order.day, today);
  const { decision } = await recomputed(db, order, today);
  const { gpu, segment, tenor, day, ticket, cause, reason } = order;
  const series = levelCode({ gpu, segment, tenor });
  const [standing] = await db.sql<{ value: number | null; run: number | null }[]>`
    select (select value from index_assessment where gpu = ${gpu} and segment = ${segment} and tenor = ${tenor}
        and value_date = ${day} order by revision desc limit 1) as value,
      (select max(id)::int from connector_run where connector = ${INDEX}) as run`;
  const run = standing?.run;
  if (!run) throw new AppError("conflict", "The index has not been computed here yet.");
  const words = `Erratum ${ticket}, ${ERRATUM_CAUSES[cause].toLowerCase()}: ${reason}`;
  const stands = standing.value;
  const proposal = {
    dataset: INDEX,
    measure: "level",
    dims: { gpu, segment, tenor },
    period: day,
    value: decision.value,
    status: decision.value === null ? ("W" as const) : ("A" as const),
    source: SOURCE.key,
    note: words,
  };
  const candidate = { series, proposal, standing: stands === null ? null : { period: day, value: stands } };
  await db.sql.begin(async (tx) => {
    if ((await holdValues(tx, run, INDEX, [{ candidate, rule: "erratum", reason: words }])) === 0)
      throw new AppError("conflict", "This erratum is proposed already.");
    const [item] = await tx<{ id: number }[]>`
      select id::int from held_item where series = ${series} and period = ${day} and state = 'held' order by id desc limit 1`;
    if (item) await agree(tx, viewer, [item.id], reason);
  });
  await recordAudit(db.orm, {
    by: viewer,
    action: "erratum.proposed",
    subject: series,
    detail: { day, ticket, cause },
  });
  return { stands, value: decision.value };
}
