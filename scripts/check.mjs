// Types, lint and format: `npm run check`.
import { checkFormat, checkLint, checkTypes } from "./launch/code-checks.mjs";
import { listDatasets } from "./launch/install.mjs";
import { step } from "./launch/steps.mjs";

const checks = { Types: checkTypes, "Lint and import rules": checkLint, Format: checkFormat };

await listDatasets();
for (const [title, check] of Object.entries(checks)) {
  let output = "";
  try {
    await step(title, async () => {
      const result = await check();
      output = result.output;
      if (!result.ok) throw new Error(title);
    });
  } catch {
    console.log(output);
    process.exitCode = 1;
  }
}
