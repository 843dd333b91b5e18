import { parseArgs } from "node:util";
import { checkBackup } from "@/lib/backup/check-backup";
import { findBackup } from "@/lib/backup/manifest";
import { takeBackup } from "@/lib/backup/take-backup";
import { env } from "@/lib/env";
import { configuredStore } from "@/lib/ingest/run/tools";
import { AppError } from "@/lib/kernel/error";
import { byteCount, sayStep, tellError } from "./backup/tell";

const USAGE = `npm run backup -- --to DIR        copies the database as it stands at one moment, and the payloads that it names,
                                into a new folder of DIR, and reads all of it back
  --keep N                      then removes all but the N newest backups in DIR
npm run backup -- --check DIR   reads the newest backup in DIR, or the one that DIR is, from end to end
  --quiet                       says nothing but the last line

HALFPITCH_BACKUP_KEY encrypts the files, and is needed to read them again: keep it elsewhere. Only an encrypted backup
holds AUTH_SECRET. Exit code: 0 where all is well, 1 where something failed or is missing, 64 for wrong arguments.`;

function stepsOf(quiet: boolean) {
  return quiet ? () => undefined : sayStep;
}

async function check(from: string): Promise<number> {
  const place = await findBackup(from);
  const manifest = await checkBackup({ ...place, key: env().HALFPITCH_BACKUP_KEY ?? null });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`${place.folder} is whole: ${rows} rows, ${manifest.payloads.length} payloads, as of ${manifest.at}.`);
  return manifest.missing.length > 0 ? 1 : 0;
}

async function take(to: string, keep: number | null, quiet: boolean): Promise<number> {
  const { DATABASE_OWNER_URL, HALFPITCH_BACKUP_KEY } = env();
  if (!DATABASE_OWNER_URL) throw new AppError("unavailable", "There is no database to back up.");
  const { folder, manifest, removed } = await takeBackup({
    ownerUrl: DATABASE_OWNER_URL,
    store: configuredStore(),
    to,
    key: HALFPITCH_BACKUP_KEY ?? null,
    secrets: process.env["AUTH_SECRET"] ? { AUTH_SECRET: env().AUTH_SECRET } : {},
    keep,
    log: stepsOf(quiet),
  });
  const stored = [...manifest.tables, ...manifest.payloads].reduce((sum, { part }) => sum + part.stored.bytes, 0);
  for (const name of removed) console.log(`Removed the backup ${name}.`);
  console.log(`${folder}: everything as of ${manifest.at}, ${byteCount(stored)}, read back and whole.`);
  if (!manifest.encrypted)
    console.log(
      "It is not encrypted, and does not hold AUTH_SECRET: keep that, or people have to enrol their second factors again.",
    );
  if (manifest.missing.length === 0) return 0;
  console.error(
    `${manifest.missing.length} payloads that runs name are not in their store, the first ${manifest.missing[0]?.slice(0, 12)}. All else is in the backup.`,
  );
  return 1;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      to: { type: "string" },
      check: { type: "string" },
      keep: { type: "string" },
      quiet: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return (console.log(USAGE), 0);
  if (values.check !== undefined) return check(values.check);
  if (values.to === undefined) return (console.error(`Say where to: --to DIR.\n\n${USAGE}`), 64);
  if (values.keep !== undefined && !/^[1-9]\d{0,4}$/.test(values.keep))
    return (console.error("--keep takes how many backups stay, 1 or more."), 64);
  return take(values.to, values.keep === undefined ? null : Number(values.keep), values.quiet);
}

process.exitCode = await main().catch((error: unknown) => tellError(error, USAGE));
