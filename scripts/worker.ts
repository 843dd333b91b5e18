import { connect } from "@/db/client";
import { registerExtraDatasets } from "@/lib/datasets/extra";
import { env } from "@/lib/env";
import { jsonLog } from "@/lib/ingest/run/log";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { tellLastWords } from "@/lib/kernel/last-words";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import { keepFollowingDatabaseClock } from "@/lib/store/follow-database-clock";
import { noteMethods } from "@/lib/store/record/note-methods";
import { openWorkshop, type Workshop } from "@/lib/ingest/run/tools";
import { startWorker } from "@/lib/work/worker";

// Works on the job queue until it is told to stop: schedules and runs connectors, publishes what is planned,
// delivers what was published, computes indices, watches.
tellLastWords("worker");
try {
  const { DATABASE_URL, HALFPITCH_DATASETS, HALFPITCH_CONTACT } = env();
  if (!DATABASE_URL) throw new AppError("unavailable", "Set DATABASE_URL: `npm start` runs a worker of its own.");
  await registerExtraDatasets(HALFPITCH_DATASETS);
  const db = connect(DATABASE_URL, { max: 6 });
  await keepFollowingDatabaseClock(db.sql);
  await noteMethods(db.sql);
  const log = jsonLog((line) => console.log(line), now, { worker: String(process.pid) });
  let opened: Workshop | undefined;
  const runner = await startWorker(DATABASE_URL, {
    db,
    log,
    workshop: HALFPITCH_CONTACT ? () => (opened ??= openWorkshop(db)) : null,
    send: mailOffered() ? sendMail : null,
    noted: () => undefined,
  });
  void runner.promise.catch((error: unknown) => {
    log({ step: "ended", error: error instanceof Error ? error.message : "unknown" });
    process.exit(1);
  });
  process.send?.({ kind: "started" });
  log({ step: "started", fetching: Boolean(HALFPITCH_CONTACT) });
  if (!HALFPITCH_CONTACT) log({ step: "note", words: "HALFPITCH_CONTACT is not set: nothing is fetched." });
  const stop = async () => {
    await runner.stop().catch(() => undefined);
    await db.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void stop());
  // The launcher is gone: nobody would stop this process any more.
  if (process.send) process.once("disconnect", () => void stop());
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
