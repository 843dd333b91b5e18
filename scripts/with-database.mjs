// Runs a script on DATABASE_URL, or on the database of a running `npm start`: `node scripts/with-database.mjs refresh …`.
import { spawn } from "node:child_process";
import path from "node:path";
import { openFolder } from "./launch/checks.mjs";
import { root } from "./launch/folders.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { running } from "./launch/running.mjs";

try {
  openFolder();
  const [script = "", ...args] = process.argv.slice(2);
  const url = process.env.DATABASE_URL || running()?.application;
  const asks = args.some((word) => word === "--help" || word === "-h");
  if (!url && !asks)
    throw new Refusal("There is no database to work on: set DATABASE_URL, or start Halfpitch with `npm start` first.");
  const child = spawn(process.execPath, ["--import", "tsx", path.join(root, "scripts", `${script}.ts`), ...args], {
    cwd: root,
    env: {
      ...process.env,
      ...(url ? { DATABASE_URL: url } : {}),
      ...(process.env.AUTH_SECRET ? {} : { NODE_ENV: "development" }),
    },
    stdio: "inherit",
  });
  child.once("exit", (code) => (process.exitCode = code ?? 1));
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
