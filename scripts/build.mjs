// Builds the site: `npm run build`. Needs no database and no environment.
import { build } from "./launch/build.mjs";
import { demandNode } from "./launch/checks.mjs";
import { install, installed, listDatasets } from "./launch/install.mjs";
import { lifeline } from "./launch/lifeline.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { demandStopped } from "./launch/running.mjs";
import { step } from "./launch/steps.mjs";

const life = lifeline({ interruptedCode: 130 });
try {
  demandNode();
  demandStopped("build");
  if (!installed({ withTests: false })) await step("Dependencies", install);
  await listDatasets();
  await step("Build", () => build());
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  if (!life.ending()) console.error(error.message);
  process.exitCode = 1;
}
