import { connect, type Database } from "@/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";

declare global {
  var halfpitchDatabase: Database | undefined;
}

/** The process's one pool, on DATABASE_URL. Throws where the environment names none. */
export function database(): Database {
  const url = env().DATABASE_URL;
  if (!url) throw new AppError("unavailable", "No database is configured. Set DATABASE_URL, or use `npm start`.");
  return (globalThis.halfpitchDatabase ??= connect(url));
}
