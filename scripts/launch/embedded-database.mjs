import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { keptFolder } from "./folders.mjs";
import { startPostgres } from "./postgres.mjs";

const loginRole = "halfpitch_web";

/**
 * A random secret that is kept beside the database, readable by its owner only.
 * @param {string} name
 */
export function keptSecret(name) {
  const file = path.join(keptFolder, name);
  try {
    const secret = readFileSync(file, "utf8").trim();
    if (secret) return secret;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const secret = randomBytes(32).toString("base64url");
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/**
 * Makes a database, and a login for the application that can do only what the role halfpitch_app may.
 * @param {{ url: (database: string) => string }} server
 * @param {{ database: string, password: string }} options
 */
export async function ensureDatabase(server, { database, password }) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(server.url("postgres"), { max: 1, onnotice: () => undefined });
  try {
    const [found] = await sql`SELECT 1 AS it FROM pg_database WHERE datname = ${database}`;
    if (!found) await sql.unsafe(`CREATE DATABASE "${database}"`);
    const roles = await sql`SELECT rolname AS name FROM pg_roles WHERE rolname IN ('halfpitch_app', ${loginRole})`;
    const has = (name) => roles.some((role) => role.name === name);
    if (!has("halfpitch_app")) await sql.unsafe("CREATE ROLE halfpitch_app NOLOGIN");
    if (!has(loginRole))
      await sql.unsafe(`CREATE ROLE ${loginRole} LOGIN PASSWORD '${password}' IN ROLE halfpitch_app`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * The addresses of a database: for the application and for migrations.
 * @param {{ url: (database: string, user?: string, secret?: string) => string }} server
 * @param {{ database: string, password: string }} options
 */
export function databaseAddresses(server, { database, password }) {
  return { DATABASE_URL: server.url(database, loginRole, password), DATABASE_OWNER_URL: server.url(database) };
}

/** Starts the project's own Postgres in .data, with its database. */
export async function startEmbeddedDatabase() {
  const server = await startPostgres({
    folder: path.join(keptFolder, "postgres"),
    password: keptSecret("postgres-password"),
    logFile: path.join(keptFolder, "postgres.log"),
  });
  const options = { database: "halfpitch", password: keptSecret("application-password") };
  await ensureDatabase(server, options);
  return { ...server, addresses: databaseAddresses(server, options) };
}
