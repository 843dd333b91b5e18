// Deletes the embedded database and everything else that `npm start` keeps: `npm run reset`, without asking with --yes.
import { rmSync, statSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { keptFolder } from "./launch/folders.mjs";
import { stopLeftPostgres } from "./launch/postgres.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { demandStopped } from "./launch/running.mjs";

async function agreed() {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) throw new Refusal("Nobody can be asked here: say `npm run reset -- --yes`.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete ${keptFolder} with its database and accounts? Type yes: `);
  terminal.close();
  return answer.trim().toLowerCase() === "yes";
}

try {
  if (!statSync(keptFolder, { throwIfNoEntry: false })) console.log("There is nothing to delete.");
  else {
    demandStopped("reset");
    if (await agreed()) {
      const data = path.join(keptFolder, "postgres");
      if (statSync(data, { throwIfNoEntry: false })) await stopLeftPostgres(data);
      rmSync(keptFolder, { recursive: true, force: true });
      console.log("Deleted. The next `npm start` begins anew.");
    } else console.log("Nothing was deleted.");
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
