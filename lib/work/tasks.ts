import type { JobHelpers, Task, TaskList } from "graphile-worker";
import { publishIndices } from "@/lib/indices/publish-indices";
import { watchConnectors } from "@/lib/ingest/alerts/watch";
import { connectorOf } from "@/lib/ingest/find-connector";
import { connectors } from "@/lib/ingest/index";
import { replayedRun } from "@/lib/ingest/run/replayed";
import { Busy } from "@/lib/ingest/run/lock";
import type { RunOrder } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { releaseDead } from "@/lib/jobs/presence";
import { enqueue, type TaskName, tasks } from "@/lib/jobs/queue";
import { AppError } from "@/lib/kernel/error";
import { deliverPublished } from "@/lib/published/deliver";
import { watchDeliveries } from "@/lib/published/watch-deliveries";
import { configuredKeeping } from "@/lib/retention/configured-keeping";
import { forgetOld } from "@/lib/retention/forget-old";
import { configuredStore } from "@/lib/ingest/run/tools";
import { readOpenOrders } from "@/lib/store/editions/editions";
import { sealOpenEditions } from "@/lib/studio/editions/seal-edition";
import { publishingWork } from "@/lib/studio/drafts/publishing-work";
import type { Shop } from "./shop";
import { indexIsDue, isDue, tick } from "./tick";

async function refresh({ log, workshop, noted }: Shop, slug: string, order: RunOrder): Promise<void> {
  const connector = connectorOf(slug);
  if (!workshop) throw new AppError("unavailable", "Nothing is fetched or read again: HALFPITCH_CONTACT is not set.");
  const tools = workshop().toolsFor(connector, (step) => log({ connector: slug, ...step }));
  const report = await runConnector(tools, connector, order).catch((error: unknown) => {
    // Somebody else runs it already: what was wanted is happening, unless old payloads were to be read again.
    if (error instanceof Busy && !order.replayOf) return null;
    throw error;
  });
  if (report?.ending.state === "failed") throw new Error(report.ending.error ?? "the run failed");
  if (report && report.ending.held > 0) noted("held");
}

/** Computes the indices, unless that is done by now or somebody is at it. */
async function computeIndices(shop: Shop): Promise<void> {
  const { db, log, noted } = shop;
  if (!(await indexIsDue(db.sql))) return;
  const report = await publishIndices(db).catch((error: unknown) => {
    if (error instanceof Busy) return null;
    throw error;
  });
  if (!report) return;
  if (report.held > 0) noted("held");
  log({ step: "price-index", assessed: report.assessed, appended: report.appended });
  if (report.appended > 0) await orderDelivery(shop);
}

/** Removes what is older than this installation keeps it, and says what that was. */
async function forgetWhatIsOld({ db, log }: Shop): Promise<void> {
  const removed = await forgetOld(db, configuredStore(), configuredKeeping());
  if (Object.values(removed).some((count) => count > 0)) log({ step: "removed", ...removed });
}

/** Delivers what was published, as far as it can be now. */
export async function deliverAll({ db, send, log, noted }: Omit<Shop, "workshop">): Promise<void> {
  for (const outcome of await deliverPublished({ db, send, log })) {
    if (outcome.state === "failed") noted("failed");
    if (outcome.state === "delivered" && (outcome.figures["held"] ?? 0) > 0) noted("held");
  }
}

/** Asks for a delivery of what was published; deliveries are made one after the other. */
export const orderDelivery = ({ db }: Pick<Shop, "db">): Promise<void> =>
  enqueue(db.sql, "deliver", {}, { key: "deliver", queue: "deliver" });

/** Makes the bytes of editions that were closed and have none yet. */
async function sealEditions({ db, log }: Shop): Promise<void> {
  for (const { dataset, label, rows } of await sealOpenEditions(db)) log({ step: "sealed", dataset, label, rows });
}

/** Puts what is due into the queue, and frees what workers had taken that are gone. */
async function lookAtTheClock(shop: Shop): Promise<void> {
  const { db, log } = shop;
  const gone = await releaseDead(db);
  if (gone.length > 0) log({ step: "released", workers: gone.join(" ") });
  const due = shop.workshop ? await tick(db) : [];
  if (due.length > 0) log({ step: "due", connectors: due.join(" ") });
  const open = await readOpenOrders(db.sql);
  if (open.length > 0) await enqueue(db.sql, "seal-editions", {}, { key: "seal-editions", queue: "seal-editions" });
  if (await indexIsDue(db.sql)) await enqueue(db.sql, "price-index", {}, { key: "price-index", queue: "price-index" });
}

/** The same tasks, whose failures are noticed before the queue has them. */
function noticed({ noted }: Shop, list: TaskList): TaskList {
  const entries = Object.entries(list).flatMap(([name, work]): [string, Task][] =>
    work
      ? [
          [
            name,
            async (payload, helpers) => {
              try {
                await work(payload, helpers);
              } catch (error) {
                noted("failed");
                throw error;
              }
            },
          ],
        ]
      : [],
  );
  return Object.fromEntries(entries);
}

/** What each task does, for worker and script alike. Payloads are checked: the queue is a table that others can write. */
export function taskList(shop: Shop): TaskList {
  const publishing = publishingWork(
    shop.db,
    (step) => {
      if (step.step === "not-published") shop.noted("held");
      shop.log(step);
    },
    shop.send,
  );
  return noticed(shop, {
    ...publishing.tasks,
    tick: async () => {
      await lookAtTheClock(shop);
      await orderDelivery(shop);
    },
    refresh: async (payload: unknown, helpers: JobHelpers) => {
      const { connector, trigger, startedBy } = tasks.refresh.parse(payload);
      const again = helpers.job.attempts > 1;
      // Two may have looked at the clock at once: the slot is used by one of them.
      if (trigger === "schedule" && !again && !(await isDue(shop.db.sql, connectorOf(connector)))) return;
      await refresh(shop, connector, { trigger, startedBy });
    },
    replay: async (payload: unknown) => {
      const { run: number, startedBy } = tasks.replay.parse(payload);
      const { connector, replayOf } = await replayedRun(shop.db.sql, number);
      await refresh(shop, connector, { trigger: "replay", startedBy, replayOf });
    },
    "seal-editions": () => sealEditions(shop),
    "price-index": () => computeIndices(shop),
    deliver: () => deliverAll(shop),
    "forget-old": () => forgetWhatIsOld(shop),
    watch: async () => {
      await watchConnectors(shop.db, connectors, shop.send, shop.log);
      await watchDeliveries(shop.db, shop.send, shop.log);
    },
  });
}

/** What is done by itself, and when; the script does each once at each call. */
export const SCHEDULE: readonly { task: TaskName; match: string; identifier: string }[] = [
  { task: "publish-due", match: "* * * * *", identifier: "publish-due" },
  { task: "tick", match: "* * * * *", identifier: "tick" },
  { task: "forget-discarded", match: "17 * * * *", identifier: "forget-discarded" },
  { task: "forget-old", match: "23 3 * * *", identifier: "forget-old" },
  { task: "watch", match: "*/10 * * * *", identifier: "watch" },
];
