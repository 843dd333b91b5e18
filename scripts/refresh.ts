import { parseArgs } from "node:util";
import { connect } from "@/db/client";
import { registerExtraDatasets } from "@/lib/datasets/extra";
import { env } from "@/lib/env";
import { connectorOf } from "@/lib/ingest/find-connector";
import { connectors } from "@/lib/ingest/index";
import { jsonLog, type RunLog } from "@/lib/ingest/run/log";
import { replayedRun } from "@/lib/ingest/run/replayed";
import type { RunOrder, RunReport } from "@/lib/ingest/run/order";
import { dryRun, runConnector } from "@/lib/ingest/run/run-connector";
import { openWorkshop, type Workshop } from "@/lib/ingest/run/tools";
import { readStates, standingOf } from "@/lib/ingest/schedule/connector-states";
import { dueConnectors } from "@/lib/ingest/schedule/due";
import { SourceError } from "@/lib/ingest/source-error";
import { followDatabaseClock } from "@/lib/store/follow-database-clock";
import { readBacklogs } from "@/lib/store/publications/backlog";
import { noteMethods } from "@/lib/store/record/note-methods";
import type { Connector } from "@/lib/ingest/connector";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import { mailOffered, sendMail } from "@/lib/mail/send-mail";
import type { Mishap } from "@/lib/work/shop";
import { deliverAll } from "@/lib/work/tasks";
import { workOnce } from "@/lib/work/worker";

const USAGE = `npm run refresh                     does once all that a worker does: runs what is due and what persons have
                                    ordered, publishes what is planned, delivers what was published,
                                    computes the price index after midnight, forgets, watches
npm run refresh -- edgar            runs one or several by name, due or not, and delivers what they publish
  --dry-run                         fetches and prints what it would publish and hold, and publishes nothing
  --since 2026-01-01                asks sources with a history from that day on
  --replay 17                       reads the payloads of run 17 again
  --list                            names the connectors and says which are on
Exit code: 0 all went well · 1 something failed or keeps failing to arrive · 2 something waits for an analyst · 64 wrong arguments`;

const terminal = process.stdout.isTTY;

function wordsOf(connector: string): RunLog {
  return ({ step, ...figures }) => {
    const detail = Object.entries(figures).map(
      ([key, value]) => `${key} ${typeof value === "string" && value.length === 64 ? value.slice(0, 12) : value}`,
    );
    console.log(`  ${connector.padEnd(22)} ${step.padEnd(8)} ${detail.join(", ")}`);
  };
}

const logFor = (connector: string): RunLog =>
  terminal ? wordsOf(connector) : jsonLog((line) => console.log(line), now, { connector });

/** The log of work of all kinds: what is about a connector names it. */
const logAll: RunLog = (step) => {
  const { connector = "", ...rest } = step;
  if (terminal) wordsOf(String(connector))({ ...rest, step: step.step });
  else jsonLog((line) => console.log(line), now)(step);
};

function printDiff({ passed, held, batch }: RunReport): void {
  const moved = passed.filter(({ proposal, standing }) => standing?.value !== proposal.value);
  console.log(`\n  would publish ${passed.length} values, ${moved.length} of them other than their series' last`);
  for (const { series, proposal, standing } of moved)
    console.log(
      `  ${series} ${proposal.period}: ${standing ? `${standing.value} (${standing.period}) → ` : "new, "}${proposal.value}`,
    );
  for (const { candidate, rule, reason } of held)
    console.log(
      `  held, ${rule}: ${candidate.series} ${candidate.proposal.period}: ${candidate.proposal.value}. ${reason}`,
    );
  for (const [reason, { count, samples }] of Object.entries(batch?.rejected ?? {}))
    console.log(`  rejected ${count}: ${reason}: ${samples[0] ?? ""}`);
  for (const [reason, { count }] of Object.entries(batch?.passed ?? {})) console.log(`  passed ${count}: ${reason}`);
  for (const { words } of batch?.stale ?? []) console.log(`  stale source: ${words}`);
}

type Job = { connector: Connector; order: RunOrder };

async function jobsOf(
  sql: ReturnType<typeof connect>["sql"],
  names: string[],
  replay: string | undefined,
  since: string | undefined,
): Promise<Job[]> {
  const order: RunOrder = { trigger: "command", startedBy: "command line", since: since ?? null };
  if (replay !== undefined) {
    const { connector, replayOf } = await replayedRun(sql, Number(replay));
    return [{ connector: connectorOf(connector), order: { ...order, trigger: "replay", replayOf } }];
  }
  if (names.length > 0) return names.map((name) => ({ connector: connectorOf(name), order }));
  const states = await readStates(sql);
  const on = connectors.filter((one) => standingOf(one, states.get(one.slug)).on);
  return (await dueConnectors(sql, on, now())).map((connector) => ({ connector, order }));
}

type Db = ReturnType<typeof connect>;
const send = () => (mailOffered() ? sendMail : null);

/**
 * Says what has not arrived when all is done: what keeps failing, also in a call in which its next try is not due yet, and
 * what another process has taken. Returns whether that is anything, and whether it is a failure.
 */
async function sayUndelivered(db: Db): Promise<{ any: boolean; failed: boolean }> {
  const late = (await readBacklogs(db.sql)).filter((one) => one.waiting > 0);
  for (const { subscriber, waiting, tries, error, retryAt } of late) {
    const why =
      tries > 0 ? { error, retryAt } : { words: "Another process has taken it, or it goes with the next call." };
    logAll({ step: "undelivered", subscriber, publications: waiting, ...why });
  }
  return { any: late.length > 0, failed: late.some((one) => one.tries > 0) };
}

/** Failing counts for more than waiting for a person. */
const codeOf = (mishaps: ReadonlySet<Mishap>): number => (mishaps.has("failed") ? 1 : mishaps.has("held") ? 2 : 0);

/** Does once what a worker does, by the same code. */
async function workThrough(db: Db): Promise<number> {
  if (!env().HALFPITCH_CONTACT) logAll({ step: "note", words: "HALFPITCH_CONTACT is not set: nothing is fetched." });
  await noteMethods(db.sql);
  const mishaps = new Set<Mishap>();
  let workshop: Workshop | undefined;
  let did = 0;
  try {
    await workOnce(db.url, {
      db,
      log: (step) => {
        did += 1;
        logAll(step);
      },
      workshop: env().HALFPITCH_CONTACT ? () => (workshop ??= openWorkshop(db)) : null,
      send: send(),
      noted: (what) => void mishaps.add(what),
    });
  } finally {
    await workshop?.close();
  }
  const undelivered = await sayUndelivered(db);
  if (undelivered.failed) mishaps.add("failed");
  if (did === 0 && !undelivered.any) console.log("Nothing is due.");
  return codeOf(mishaps);
}

/** Runs some connectors now, due or not, and delivers what that publishes. */
async function runThese(db: Db, jobs: readonly Job[], dry: boolean): Promise<number> {
  if (jobs.length === 0) return (console.log("Nothing is due."), 0);
  const workshop = openWorkshop(db);
  const mishaps = new Set<Mishap>();
  try {
    for (const { connector, order } of jobs) {
      const tools = workshop.toolsFor(connector, logFor(connector.slug));
      const report = dry ? await dryRun(tools, connector, order) : await runConnector(tools, connector, order);
      if (dry) printDiff(report);
      if (report.ending.state === "failed") mishaps.add("failed");
      else if (report.ending.held > 0) mishaps.add("held");
    }
    if (!dry) await deliverAll({ db, send: send(), log: logAll, noted: (what) => void mishaps.add(what) });
    return codeOf(mishaps);
  } finally {
    await workshop.close();
  }
}

async function list(db: Db): Promise<number> {
  const states = await readStates(db.sql);
  for (const one of connectors) {
    const standing = standingOf(one, states.get(one.slug));
    console.log(
      `${one.slug.padEnd(24)} ${one.cadence.cron.padEnd(14)} ${standing.on ? "on" : `off: ${standing.because}`}`,
    );
  }
  return 0;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      since: { type: "string" },
      replay: { type: "string" },
      list: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return (console.log(USAGE), 0);
  if (values.since !== undefined && !Day.safeParse(values.since).success)
    throw new AppError("invalid", "--since takes a day, YYYY-MM-DD.");
  if (values.replay !== undefined && !/^\d+$/.test(values.replay))
    throw new AppError("invalid", "--replay takes the number of a run.");
  const { DATABASE_URL, HALFPITCH_DATASETS } = env();
  if (!DATABASE_URL)
    throw new AppError("unavailable", "Set DATABASE_URL, or refresh from /studio/refresh while `npm start` runs.");
  await registerExtraDatasets(HALFPITCH_DATASETS);
  const db = connect(DATABASE_URL, { max: 4 });
  try {
    await followDatabaseClock(db.sql);
    if (values.list) return await list(db);
    const dry = values["dry-run"];
    const all = positionals.length === 0 && values.replay === undefined && values.since === undefined && !dry;
    if (all) return await workThrough(db);
    return await runThese(db, await jobsOf(db.sql, positionals, values.replay, values.since), dry);
  } finally {
    await db.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const own = error instanceof AppError || error instanceof SourceError;
  const wrongArguments =
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (own || wrongArguments) console.error(error.message);
  else console.error(error);
  if (wrongArguments) console.error(`\n${USAGE}`);
  const unknownName = error instanceof AppError && (error.code === "invalid" || error.code === "not_found");
  process.exitCode = wrongArguments || unknownName ? 64 : 1;
}
