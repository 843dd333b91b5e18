// Backs up the database of DATABASE_URL, of a running `npm start`, or the embedded one at rest: `npm run backup -- --to DIR`.
import { openFolder } from "./launch/checks.mjs";
import { lifeline } from "./launch/lifeline.mjs";
import { ownDatabase, runOn } from "./launch/own-database.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { releaseFolder } from "./launch/running.mjs";

const life = lifeline({ atLast: releaseFolder, interruptedCode: 1 });
try {
  openFolder();
  const args = process.argv.slice(2);
  const needsNone = args.some((word) => ["--help", "-h", "--check"].includes(word.split("=", 1)[0]));
  const { ownerUrl, secrets } = needsNone ? { ownerUrl: "", secrets: {} } : await ownDatabase();
  await life.end((await runOn("backup", { ownerUrl, args, env: secrets })).code);
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else console.error(error);
  await life.end(1);
}
