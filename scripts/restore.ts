import { parseArgs } from "node:util";
import { findBackup } from "@/lib/backup/manifest";
import { backupSecrets, restoreBackup } from "@/lib/backup/restore-backup";
import { env } from "@/lib/env";
import { configuredStore } from "@/lib/ingest/run/tools";
import { AppError } from "@/lib/kernel/error";
import { sayStep, tellError } from "./backup/tell";
import { migrate, migrateUpTo } from "./migrate";

const USAGE = `npm run restore -- --from DIR     restores the newest backup in DIR, or the one that DIR is
  --replace                     puts the embedded database that is there now aside, and the restored one in its place
  --drop-former                 deletes what earlier restores put aside

With DATABASE_URL, that database has to be empty: make a new one, restore into it, and start with its address.
HALFPITCH_BACKUP_KEY opens an encrypted backup. Exit code: 0 where all is well, 1 where something failed, 64 for wrong
arguments.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: "string" },
      replace: { type: "boolean", default: false },
      "drop-former": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return (console.log(USAGE), 0);
  if (values.from === undefined) return (console.error(`Say where from: --from DIR.\n\n${USAGE}`), 64);
  const ownerUrl = env().DATABASE_OWNER_URL;
  if (!ownerUrl) throw new AppError("unavailable", "There is no database to restore into.");
  const place = { ...(await findBackup(values.from)), key: env().HALFPITCH_BACKUP_KEY ?? null };
  const manifest = await restoreBackup({
    ...place,
    ownerUrl,
    store: configuredStore(),
    migrate: (upTo) => (upTo ? migrateUpTo(ownerUrl, upTo) : migrate(ownerUrl)),
    log: sayStep,
  });
  process.send?.({ kind: "restored", secrets: await backupSecrets(place, manifest) });
  console.log(`Restored ${place.folder}: everything as of ${manifest.at}.`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => tellError(error, USAGE));
