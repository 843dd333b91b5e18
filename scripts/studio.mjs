// Opens drizzle's table browser on DATABASE_URL, or on the database of a running `npm start`: `npm run db:studio`.
import { spawn } from "node:child_process";
import { openFolder } from "./launch/checks.mjs";
import { inPackage } from "./launch/commands.mjs";
import { root } from "./launch/folders.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { running } from "./launch/running.mjs";

try {
  openFolder();
  const url = process.env.DATABASE_URL || running()?.database;
  if (!url)
    throw new Refusal("There is no database to show: set DATABASE_URL, or start Halfpitch with `npm start` first.");
  const child = spawn(
    process.execPath,
    [inPackage("drizzle-kit/bin.cjs"), "studio", "--config", "db/drizzle.config.ts"],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: url },
      stdio: "inherit",
    },
  );
  child.once("exit", (code) => (process.exitCode = code ?? 0));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
