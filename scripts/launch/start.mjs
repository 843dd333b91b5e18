import { build, builtFrom } from "./build.mjs";
import { keptSecret, startEmbeddedDatabase } from "./embedded-database.mjs";
import { install, installed, listDatasets } from "./install.mjs";
import { prepare } from "./prepare.mjs";
import { birthOf } from "./processes.mjs";
import { noteRunning, takeFolder } from "./running.mjs";
import { duration, step } from "./steps.mjs";
import { startSite } from "./site.mjs";
import { demandPort } from "./web.mjs";
import { keepWorker } from "./worker.mjs";

/** Turns what scripts/prepare.ts tells into shown steps. */
async function prepareDatabase(env) {
  let accounts = [];
  let admins = null;
  let rejects = [];
  let finish;
  let shown = Promise.resolve();
  const done = prepare("database", env, (progress) => {
    if (progress.kind === "begin") {
      const next = deferred();
      finish = next;
      // Both messages of a short step may come at once: each is shown after the one before.
      shown = shown.then(() => step(progress.title, () => next.promise)).catch(() => undefined);
    } else if (progress.kind === "end") finish.resolve({ outcome: progress.outcome });
    else if (progress.kind === "accounts") accounts = progress.accounts;
    else if (progress.kind === "admins") admins = progress.count;
    else if (progress.kind === "rejects") rejects = progress.lines;
  });
  try {
    await done;
  } catch (error) {
    finish?.reject(error);
    throw error;
  } finally {
    await shown;
  }
  for (const line of rejects) console.log(`   left out: ${line}`);
  return { accounts, admins };
}

function deferred() {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}

function passwordNote({ accounts, admins }, demoPassword) {
  if (admins === 0)
    return 'There is no account yet. Make the first admin: npm run create-admin -- --email you@example.com --name "Your name"';
  if (admins !== null) return "People sign in with their own accounts; demo accounts are made with HALFPITCH_DEMO=1.";
  if (demoPassword) return "The password of the demo accounts is that of HALFPITCH_DEMO_PASSWORD.";
  if (accounts.some((account) => account.password))
    return "These passwords are shown this once; HALFPITCH_DEMO_PASSWORD sets one of your own.";
  return "The passwords were shown at the first start; HALFPITCH_DEMO_PASSWORD sets one of your own.";
}

function closingLines(url, people, demoPassword, tookMs) {
  const { accounts } = people;
  const width = Math.max(0, ...accounts.map((account) => account.email.length));
  return [
    "",
    `Halfpitch is ready (${duration(tookMs)}). Ctrl-C stops it.`,
    passwordNote(people, demoPassword),
    "",
    `  ${url}`,
    ...accounts.map(({ email, password }) => `  ${email.padEnd(width)}  ${password ?? ""}`.trimEnd()),
  ];
}

/**
 * Installs, builds, starts the database, loads it, and serves.
 * @param {{ mode: "start" | "dev", life: ReturnType<typeof import("./lifeline.mjs").lifeline> }} options
 */
export async function start({ mode, life }) {
  const started = performance.now();
  await takeFolder();

  if (!installed({ withTests: false })) await step("Dependencies", install);
  await listDatasets();

  const embedded = !process.env.DATABASE_URL;
  const secrets = process.env.AUTH_SECRET ? {} : { AUTH_SECRET: keptSecret("auth-secret") };
  let settings;
  await prepare("check", secrets, (checked) => (settings = checked));
  const { host, port, url, demoPassword } = settings;
  await demandPort(host, port);

  if (mode === "start" && !builtFrom(".next")) await step("Build", () => build());

  if (!embedded && secrets.AUTH_SECRET) {
    console.log("   AUTH_SECRET is not set: sessions are signed with .data/auth-secret, which only this machine has.");
  }
  let addresses = {};
  if (embedded) {
    const server = await step("Database", async () => {
      const it = await startEmbeddedDatabase();
      return { ...it, outcome: `Postgres at 127.0.0.1:${it.port}` };
    });
    addresses = server.addresses;
    void server.exited.then(() => {
      if (life.ending()) return;
      console.error("\nThe database ended unexpectedly; its log is .data/postgres.log.");
      void life.end(1);
    });
  }
  // Demo accounts are made on the embedded database; on somebody's own only where they ask for them.
  const env = { ...secrets, ...addresses, ...(embedded ? { HALFPITCH_DEMO: "1" } : {}) };
  const people = await prepareDatabase(env);

  const web = await step("Web server", (note) => {
    if (mode === "dev") note("(compiling)");
    const onStarted = (pid) => noteRunning({ web: { pid, birth: birthOf(pid) } });
    return startSite({ mode, host, port, env, onStarted, wanted: () => !life.ending() });
  });
  const onRestart = (count) => web.noteRestarts("worker", count);
  const worker = await step("Worker", () => keepWorker(env, { wanted: () => !life.ending(), onRestart }));
  noteRunning({
    url,
    database: embedded ? addresses.DATABASE_OWNER_URL : null,
    application: embedded ? addresses.DATABASE_URL : null,
  });
  for (const [what, { givenUp }] of Object.entries({ "web server": web, worker }))
    void givenUp.then(() => {
      if (life.ending()) return;
      console.error(`\nThe ${what} keeps ending; its last words are above. Nothing that was published is lost.`);
      void life.end(1);
    });
  for (const line of closingLines(url, people, demoPassword, performance.now() - started)) console.log(line);
  web.show();
  worker.show();
}
