// Restores a backup into an empty DATABASE_URL, or in place of the embedded database: `npm run restore -- --from DIR`.
import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openFolder } from "./launch/checks.mjs";
import { keptSecret, startEmbeddedDatabase } from "./launch/embedded-database.mjs";
import { keptFolder } from "./launch/folders.mjs";
import { lifeline } from "./launch/lifeline.mjs";
import { runOn } from "./launch/own-database.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { demandStopped, releaseFolder, takeFolder } from "./launch/running.mjs";

const life = lifeline({ atLast: releaseFolder, interruptedCode: 1 });
const FORMER = "halfpitch_former_";

/** What an encrypted backup kept of the secrets that this folder has not got yet. */
function takeSecrets(told) {
  const secret = told.find(({ kind }) => kind === "restored")?.secrets?.AUTH_SECRET;
  if (!secret || process.env.AUTH_SECRET) return;
  const file = path.join(keptFolder, "auth-secret");
  if (!statSync(file, { throwIfNoEntry: false })) writeFileSync(file, `${secret}\n`, { mode: 0o600 });
}

async function holdsAnything(server) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(server.url("halfpitch"), { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql`select exists (select from pg_tables where schemaname = 'public') as any`;
    return row.any;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Restores beside what is there, and takes its place only when all is well: nothing is written over. */
async function inPlaceOfEmbedded(args) {
  demandStopped("restore");
  await takeFolder();
  const server = await startEmbeddedDatabase();
  const replaces = await holdsAnything(server);
  if (replaces && !args.includes("--replace"))
    throw new Refusal(
      "There is a database in .data already. `--replace` puts it aside, under another name, and restores in its place.",
    );
  const { default: postgres } = await import("postgres");
  const sql = postgres(server.url("postgres"), { max: 1, onnotice: () => undefined });
  try {
    if (args.includes("--drop-former"))
      for (const { name } of await sql`select datname as name from pg_database where starts_with(datname, ${FORMER})`)
        await sql.unsafe(`drop database "${name}"`);
    await sql.unsafe('drop database if exists "halfpitch_restoring"');
    await sql.unsafe('create database "halfpitch_restoring"');
    const ownerUrl = server.url("halfpitch_restoring");
    const { code, told } = await runOn("restore", { ownerUrl, args, env: { AUTH_SECRET: keptSecretOrNone() } });
    if (code !== 0) return code;
    const former = `${FORMER}${new Date().toISOString().slice(0, 19).replaceAll(/\D/g, "")}`;
    await sql.unsafe(`alter database "halfpitch" rename to "${former}"`);
    await sql.unsafe('alter database "halfpitch_restoring" rename to "halfpitch"');
    if (!replaces) await sql.unsafe(`drop database "${former}"`);
    else console.log(`What was there is kept as the database ${former}; --drop-former deletes it at the next restore.`);
    takeSecrets(told);
    console.log("`npm start` serves it.");
    return 0;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function keptSecretOrNone() {
  const file = path.join(keptFolder, "auth-secret");
  return process.env.AUTH_SECRET ?? (statSync(file, { throwIfNoEntry: false }) ? keptSecret("auth-secret") : "");
}

try {
  openFolder();
  const args = process.argv.slice(2);
  const url = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
  const needsNone =
    args.some((word) => word === "--help" || word === "-h") || !args.some((word) => word.startsWith("--from"));
  const code =
    url || needsNone ? (await runOn("restore", { ownerUrl: url ?? "", args })).code : await inPlaceOfEmbedded(args);
  await life.end(code);
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else console.error(error);
  await life.end(1);
}
