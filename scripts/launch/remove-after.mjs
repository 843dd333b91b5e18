// Outlives the process that started it by a moment: when that is gone, however it ended, a Postgres on the folder is
// stopped and the folder removed. `node remove-after.mjs FOLDER`, with a pipe as input.
import { rmSync } from "node:fs";
import path from "node:path";
import { stopLeftPostgres } from "./postgres.mjs";

const folder = process.argv[2];
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
process.stdin.resume().once("close", async () => {
  await stopLeftPostgres(path.join(folder, "postgres"));
  rmSync(folder, { recursive: true, force: true });
});
