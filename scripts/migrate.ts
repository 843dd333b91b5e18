import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "db", "migrations");
const Journal = z.looseObject({
  entries: z.array(z.looseObject({ tag: z.string(), when: z.number() })),
});

const quiet = new Logger(() => () => undefined);

async function applied(sql: postgres.Sql): Promise<number> {
  const [table] = await sql<
    { found: boolean }[]
  >`SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS found`;
  if (!table?.found) return 0;
  const [row] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations`;
  return row?.count ?? 0;
}

/**
 * A folder with the migrations that were made at these moments alone. Throws where this version has others: a database
 * of another history cannot be made.
 */
function folderUpTo(made: readonly number[]): string {
  const journal = Journal.parse(JSON.parse(readFileSync(path.join(folder, "meta", "_journal.json"), "utf8")));
  const entries = journal.entries.slice(0, made.length);
  if (entries.length < made.length || entries.some(({ when }, at) => when !== made[at]))
    throw new AppError(
      "invalid",
      `This version does not know the ${made.length} migrations of that database. Use the version that it was made with, or a later one.`,
    );
  const cut = mkdtempSync(path.join(os.tmpdir(), "halfpitch-migrations-"));
  mkdirSync(path.join(cut, "meta"));
  writeFileSync(path.join(cut, "meta", "_journal.json"), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) copyFileSync(path.join(folder, `${tag}.sql`), path.join(cut, `${tag}.sql`));
  return cut;
}

/** Brings the database at `ownerUrl` to the migrations made at these moments and no further. */
export async function migrateUpTo(ownerUrl: string, made: readonly number[]): Promise<void> {
  const cut = folderUpTo(made);
  try {
    await migrate(ownerUrl, cut);
  } finally {
    rmSync(cut, { recursive: true, force: true });
  }
}

/** The job queue brings its own tables, which the application role works on. */
async function migrateQueue(ownerUrl: string, sql: postgres.Sql): Promise<void> {
  const [role] = await sql<{ found: boolean }[]>`SELECT to_regrole('halfpitch_app') IS NOT NULL AS found`;
  await runMigrations({ connectionString: ownerUrl, logger: quiet });
  if (!role?.found) return;
  await sql`GRANT USAGE ON SCHEMA graphile_worker TO halfpitch_app`;
  await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO halfpitch_app`;
  await sql`GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO halfpitch_app`;
  await sql`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO halfpitch_app`;
  // Its tables are closed by row to everybody but their owner.
  await sql.unsafe(`
    DO $$
    DECLARE name text;
    BEGIN
      FOR name IN SELECT tablename FROM pg_tables t WHERE schemaname = 'graphile_worker' AND NOT EXISTS (
        SELECT 1 FROM pg_policies p WHERE p.schemaname = t.schemaname AND p.tablename = t.tablename AND policyname = 'halfpitch_app')
      LOOP
        EXECUTE format('CREATE POLICY halfpitch_app ON graphile_worker.%I TO halfpitch_app USING (true) WITH CHECK (true)', name);
      END LOOP;
    END
    $$`);
}

/**
 * Brings the database at `ownerUrl` to the newest migration; several machines may try at once, one does it.
 * Returns how many were applied. Throws where one was passed over, which drizzle does in silence when branches
 * are merged out of order.
 */
export async function migrate(
  ownerUrl: string,
  migrationsFolder = folder,
): Promise<{ applied: number; total: number }> {
  const journal = Journal.parse(JSON.parse(readFileSync(path.join(migrationsFolder, "meta", "_journal.json"), "utf8")));
  const sql = postgres(ownerUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "halfpitch-migrate" },
  });
  try {
    await sql`SELECT pg_advisory_lock(hashtext('halfpitch migrate'))`;
    const before = await applied(sql);
    if (before > journal.entries.length) {
      throw new Error(
        `The database has ${before} migrations and this version knows ${journal.entries.length}: it is too old.`,
      );
    }
    await applyMigrations(drizzle(sql), { migrationsFolder });
    await migrateQueue(ownerUrl, sql);
    const after = await applied(sql);
    if (after !== journal.entries.length) {
      throw new Error(
        `Only ${after} of ${journal.entries.length} migrations are applied: some are dated before the newest.`,
      );
    }
    return { applied: after - before, total: after };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = env().DATABASE_OWNER_URL;
  if (!url) throw new Error("Set DATABASE_URL, or use `npm start`, which migrates.");
  const result = await migrate(url);
  console.log(`${result.applied} migrations applied, ${result.total} in all`);
}
