// Everything that has to hold, on a machine that has nothing but Node and npm: `npm test`.
// `npm test -- lint unit` runs those steps only; any other word selects test files by their name. Run whole, the unit and
// integration tests see the machine's date moved by 40 days, and most of the latter again by 400: none may depend on it.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, builtFrom } from "./launch/build.mjs";
import { demandNode } from "./launch/checks.mjs";
import { checkFormat, checkLint, checkTypes } from "./launch/code-checks.mjs";
import { demandWritable, root } from "./launch/folders.mjs";
import { install, installed, listDatasets } from "./launch/install.mjs";
import { lifeline } from "./launch/lifeline.mjs";
import { Refusal } from "./launch/refusal.mjs";
import { running } from "./launch/running.mjs";
import { duration, step } from "./launch/steps.mjs";
import { runVitest } from "./launch/vitest.mjs";

const names = ["types", "lint", "format", "unit", "later", "build", "browser"];
const args = process.argv.slice(2);
const filters = args.filter((word) => !names.includes(word));
const chosen = args.filter((word) => names.includes(word));
const whole = args.length === 0;
const wanted = chosen.length > 0 ? chosen : filters.length > 0 ? ["unit", "build", "browser"] : names;

// A server that runs from .next keeps its files; the tests then build beside it.
const buildFolder = running() && !builtFrom(".next") ? ".next/test" : ".next";
const plain = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
const env = { ...process.env, ...plain, NODE_ENV: "test", HALFPITCH_BUILD_FOLDER: buildFolder };

/** The environment of a run on a machine whose date is some days from now. @param {number} days */
const inDays = (days) => ({
  ...env,
  HALFPITCH_TEST_MACHINE_DAYS: String(days),
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${pathToFileURL(path.join(root, "test/setup/moved-machine.mjs"))}`,
});

const failedBecause = (output) => ({ passed: 0, failed: 1, skipped: 0, output });
const asCount = ({ ok, output }) => (ok ? { passed: 1, failed: 0, skipped: 0, output } : failedBecause(output));

const steps = {
  types: { title: "Types", work: async () => asCount(await checkTypes()) },
  lint: { title: "Lint and import rules", work: async () => asCount(await checkLint()) },
  format: { title: "Format", work: async () => asCount(await checkFormat()) },
  unit: whole
    ? { title: "Unit and integration, in 40 days", work: () => runVitest("unit", filters, inDays(40)) }
    : { title: "Unit and integration", work: () => runVitest("unit", filters, env) },
  later: {
    title: "Integration, in 400 days",
    work: () => runVitest("unit", filters, { ...inDays(400), HALFPITCH_TEST_AGAIN: "1" }),
  },
  build: { title: "Build", work: buildIfStale },
  browser: { title: "Browser", work: () => runVitest("browser", filters, env) },
};

async function buildIfStale() {
  if (builtFrom(buildFolder)) return { passed: 1, failed: 0, skipped: 0, output: "" };
  await build(buildFolder);
  return { passed: 1, failed: 0, skipped: 0, output: "" };
}

function outcomeOf({ passed, failed, skipped }) {
  return [`${passed} passed`, failed ? `${failed} failed` : "", skipped ? `${skipped} skipped` : ""]
    .filter(Boolean)
    .join(", ");
}

async function runStep(name) {
  const { title, work } = steps[name];
  const started = performance.now();
  let result;
  try {
    await step(title, async () => {
      result = await work();
      if (result.failed > 0) throw new Refusal("failed");
      return { outcome: outcomeOf(result) };
    });
  } catch (error) {
    result ??= failedBecause(error instanceof Refusal ? error.message : String(error?.stack ?? error));
    console.log(result.output);
  }
  return { title, ...result, ms: performance.now() - started };
}

function printSummary(results) {
  const width = Math.max(...results.map(({ title }) => title.length));
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log("\nSummary");
  for (const result of results) {
    console.log(`  ${result.title.padEnd(width)}  ${duration(result.ms).padStart(11)}  ${outcomeOf(result)}`);
  }
  const all = results.reduce((total, { ms }) => total + ms, 0);
  console.log(`  ${"Together".padEnd(width)}  ${duration(all).padStart(11)}\n`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
  return sum("failed");
}

const life = lifeline({ interruptedCode: 130 });
try {
  demandNode();
  demandWritable(root);
  if (!installed({ withTests: true })) await step("Dependencies", install);
  await listDatasets();
  const results = [];
  for (const name of names.filter((one) => wanted.includes(one))) {
    // Without a site there is nothing to browse.
    const broken = name === "browser" && results.some(({ title, failed }) => title === steps.build.title && failed > 0);
    results.push(broken ? { title: steps.browser.title, ...failedBecause(""), ms: 0 } : await runStep(name));
  }
  if (!life.ending()) await life.end(printSummary(results) > 0 ? 1 : 0);
} catch (error) {
  if (!life.ending()) {
    console.error(error instanceof Refusal ? error.message : error);
    console.log("\n0 passed, 1 failed");
    await life.end(1);
  }
}
