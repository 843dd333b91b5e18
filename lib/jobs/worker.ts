import { type JobHelpers, Logger, parseCronItems, type Runner, run, type TaskList } from "graphile-worker";
import { Pool } from "pg";
import { APP_ROLE, type Database } from "@/db/client";
import { env } from "@/lib/env";
import { indexCadence } from "@/lib/indices/cadence";
import { publishIndices } from "@/lib/indices/publish-indices";
import { watchConnectors } from "@/lib/ingest/alerts/watch";
import { connectorOf } from "@/lib/ingest/find-connector";
import { connectors } from "@/lib/ingest/index";
import type { RunLog } from "@/lib/ingest/run/log";
import { replayedRun } from "@/lib/ingest/run/replayed";
import type { RunOrder } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { openWorkshop, type Workshop } from "@/lib/ingest/run/tools";
import { AppError } from "@/lib/kernel/error";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import { releaseDead, showPresence } from "./presence";
import { enqueue, tasks } from "./queue";
import { tick } from "./tick";

/** What a worker works with. */
export type Shop = { db: Database; log: RunLog; workshop: () => Workshop };

async function refresh({ db, log, workshop }: Shop, slug: string, order: RunOrder): Promise<void> {
  const connector = connectorOf(slug);
  const tools = workshop().toolsFor(connector, (step) => log({ connector: slug, ...step }));
  const report = await runConnector(tools, connector, order).catch((error: unknown) => {
    // Somebody else runs it already: what was wanted is happening, unless old payloads were to be read again.
    if (error instanceof AppError && error.code === "conflict" && !order.replayOf) return null;
    throw error;
  });
  if (report?.ending.state === "failed") throw new Error(report.ending.error ?? "the run failed");
  if (report?.ending.state === "published" && connector.datasets.includes("gpu-prices"))
    await enqueue(db.sql, "price-index", {}, { key: "price-index", queue: "price-index", attempts: 3 });
}

/** What each task does. Payloads are checked: the queue is a table that others can write. */
export function taskList(shop: Shop): TaskList {
  return {
    tick: async () => {
      const gone = await releaseDead(shop.db);
      if (gone.length > 0) shop.log({ step: "released", workers: gone.join(" ") });
      const due = env().HALFPITCH_CONTACT ? await tick(shop.db) : [];
      if (due.length > 0) shop.log({ step: "due", connectors: due.join(" ") });
    },
    refresh: async (payload: unknown) => {
      const { connector, trigger, startedBy } = tasks.refresh.parse(payload);
      await refresh(shop, connector, { trigger, startedBy });
    },
    replay: async (payload: unknown) => {
      const { run: number, startedBy } = tasks.replay.parse(payload);
      const { connector, replayOf } = await replayedRun(shop.db.sql, number);
      await refresh(shop, connector, { trigger: "replay", startedBy, replayOf });
    },
    "price-index": async (_: unknown, helpers: JobHelpers) => {
      const published = await publishIndices(shop.db);
      shop.log({
        step: "price-index",
        job: String(helpers.job.id),
        assessed: published.assessed,
        appended: published.appended,
      });
    },
    watch: async () => {
      await watchConnectors(shop.db, connectors, mailOffered() ? sendMail : null, shop.log);
    },
  };
}

const SCHEDULE = [
  { task: "tick", match: "* * * * *", identifier: "tick" },
  { task: "watch", match: "*/10 * * * *", identifier: "watch" },
  { task: "price-index", match: indexCadence.cron, identifier: "price-index", options: { backfillPeriod: 86_400_000 } },
];

/** Sees only warnings and errors of the queue, as steps of our own log. */
const loggerOf = (log: RunLog) =>
  new Logger(() => (level, message) => {
    if (level === "warning" || level === "error") log({ step: "queue", level, message: message.slice(0, 300) });
  });

/** Work that others bring to the queue: what is done, and when by itself. */
export type FurtherWork = {
  tasks: Record<string, (payload: unknown) => Promise<void>>;
  schedule: readonly { task: string; match: string; identifier: string }[];
};

/**
 * Starts working on the queue, on `url`. As many workers as wanted may do so at once. `further` is work of folders that
 * themselves put work into the queue, and so cannot be known here.
 */
export async function startWorker(
  url: string,
  db: Database,
  log: RunLog,
  further: FurtherWork = { tasks: {}, schedule: [] },
): Promise<Runner> {
  const pgPool = new Pool({ connectionString: url, max: 6, options: `-c role=${APP_ROLE}` });
  pgPool.on("error", (error) => log({ step: "queue", level: "error", message: error.message.slice(0, 300) }));
  let opened: Workshop | undefined;
  const shop: Shop = { db, log, workshop: () => (opened ??= openWorkshop(db)) };
  const presence = showPresence(url);
  const runner = await run({
    pgPool,
    events: presence.events,
    concurrency: 3,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: loggerOf(log),
    taskList: { ...taskList(shop), ...further.tasks },
    parsedCronItems: parseCronItems([...SCHEDULE, ...further.schedule]),
  });
  return { ...runner, stop: () => runner.stop().finally(presence.close) };
}
