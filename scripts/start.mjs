// Starts everything on a machine that has nothing but Node and npm: `npm start`, and with --dev `npm run dev`.
import { openFolder } from "./launch/checks.mjs";
import { lifeline } from "./launch/lifeline.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { noteEnding, releaseFolder } from "./launch/running.mjs";
import { start } from "./launch/start.mjs";

const life = lifeline({ atFirst: noteEnding, atLast: releaseFolder });
try {
  openFolder();
  await start({ mode: process.argv.includes("--dev") ? "dev" : "start", life });
} catch (error) {
  if (!life.ending()) {
    if (error instanceof Refusal) console.error(`\n${error.message}`);
    else console.error("\nHalfpitch could not start because of a defect:", error);
    await life.end(1);
  }
}
