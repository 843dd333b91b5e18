import postgres from "postgres";
import { inject } from "vitest";
import { connect, type Database } from "@/db/client";
import { addressOf } from "./database-server";
import { loadWholeStarter } from "./starter-pages";
import { useCopy } from "./store";

const READY = "halfpitch_starter";
const MAKING = `${READY}_making`;
const LOCK = 730_011;

/** Loads the starter data into a database of its own, once a run; whoever comes meanwhile waits. */
async function starterTemplate(): Promise<string> {
  const server = inject("databaseServer");
  const sql = postgres(addressOf(server, "postgres", "owner"), { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const found = await sql`select 1 from pg_database where datname = ${READY}`;
    if (found.length > 0) return READY;
    await sql.unsafe(`DROP DATABASE IF EXISTS ${MAKING} WITH (FORCE)`);
    await sql.unsafe(`CREATE DATABASE ${MAKING} TEMPLATE ${server.template}`);
    const db = connect(addressOf(server, MAKING, "application"), { max: 2 });
    await loadWholeStarter(db).finally(() => db.close());
    await sql.unsafe(`ALTER DATABASE ${MAKING} RENAME TO ${READY}`);
    return READY;
  } finally {
    // The lock goes with its session.
    await sql.end({ timeout: 5 });
  }
}

/** A database of this test file's own with the whole starter data and its indices, loaded once for all files of a run. */
export const useWholeStarter = (): { readonly db: Database; readonly ownerUrl: string } => useCopy(starterTemplate);
