import { Logger, parseCronItems, type Runner, run, runOnce } from "graphile-worker";
import { Pool } from "pg";
import { APP_ROLE } from "@/db/client";
import type { RunLog } from "@/lib/ingest/run/log";
import { showPresence } from "@/lib/jobs/presence";
import { enqueue } from "@/lib/jobs/queue";
import { PUBLISHED_CHANNEL } from "@/lib/store/publish/announce";
import type { Shop } from "./shop";
import { orderDelivery, SCHEDULE, taskList } from "./tasks";

/** Sees only warnings and errors of the queue, as steps of our own log. */
const loggerOf = (log: RunLog) =>
  new Logger(() => (level, message) => {
    if (level === "warning" || level === "error") log({ step: "queue", level, message: message.slice(0, 300) });
  });

/** What worker and script open to work on the queue at `url`; its workers show that they live. */
function openQueue(url: string, shop: Shop) {
  const pgPool = new Pool({ connectionString: url, max: 6, options: `-c role=${APP_ROLE}` });
  pgPool.on("error", (error) => shop.log({ step: "queue", level: "error", message: error.message.slice(0, 300) }));
  const presence = showPresence(url);
  return {
    options: {
      pgPool,
      events: presence.events,
      noHandleSignals: true,
      logger: loggerOf(shop.log),
      taskList: taskList(shop),
    },
    close: () => presence.close().finally(() => pgPool.end()),
  };
}

/** Asks for a delivery whenever something is published, here or anywhere. Where nobody hears it, the next tick finds it. */
async function hearPublications(shop: Shop): Promise<() => Promise<void>> {
  const deaf = (error: unknown) =>
    shop.log({ step: "queue", level: "warning", message: error instanceof Error ? error.message.slice(0, 300) : "" });
  const wake = () => void orderDelivery(shop).catch(deaf);
  const listening = await shop.db.sql.listen(PUBLISHED_CHANNEL, wake, wake).catch(deaf);
  return async () => listening?.unlisten().catch(deaf);
}

/** Starts working on the queue, on `url`, until it is stopped. As many workers as wanted may do so at once. */
export async function startWorker(url: string, shop: Shop): Promise<Runner> {
  const { options, close } = openQueue(url, shop);
  const runner = await run({
    ...options,
    concurrency: 3,
    pollInterval: 2000,
    parsedCronItems: parseCronItems([...SCHEDULE]),
  });
  const endHearing = await hearPublications(shop);
  return { ...runner, stop: () => endHearing().then(runner.stop).finally(close) };
}

/**
 * Does once all that a worker does by itself, and works on the queue until nothing is left that can be done now: what is
 * due, what persons have ordered, what failed and is to be tried again. Workers and other such calls may be at it too.
 */
export async function workOnce(url: string, shop: Shop): Promise<void> {
  for (const { task } of SCHEDULE) await enqueue(shop.db.sql, task, {}, { key: task });
  const { options, close } = openQueue(url, shop);
  try {
    await runOnce({ ...options, concurrency: 1 });
  } finally {
    await close();
  }
}
