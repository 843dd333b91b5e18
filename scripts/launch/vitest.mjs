import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { inPackage, runNode } from "./commands.mjs";

/** What a finished vitest run amounts to; a file that could not be run counts as one failure. */
function countTests(report, code) {
  const files = report.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const of = (...states) => tests.filter((test) => states.includes(test.status)).length;
  const brokenFiles = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((one) => one.status === "failed"),
  );
  const failed = of("failed") + brokenFiles.length;
  return {
    passed: of("passed"),
    skipped: of("pending", "skipped", "todo", "disabled"),
    // An error outside any test fails the run without failing a test.
    failed: failed === 0 && code !== 0 ? 1 : failed,
  };
}

/**
 * Runs one of the two vitest projects.
 * @param {"unit" | "browser"} project
 * @param {readonly string[]} filters parts of test file names; none means all
 * @param {NodeJS.ProcessEnv} env
 */
export async function runVitest(project, filters, env) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-report-"));
  const file = path.join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const args = [
    "run",
    "--config",
    "test/vitest.config.ts",
    "--project",
    project,
    "--passWithNoTests",
    // Each of these files has a database of its own; those of the browser share a site and take turns.
    ...(project === "unit" ? ["--maxWorkers=100%"] : []),
    ...reporters,
    ...filters,
  ];
  try {
    const { code, output } = await runNode([inPackage("vitest/vitest.mjs"), ...args], { env });
    let report = {};
    try {
      report = JSON.parse(readFileSync(file, "utf8"));
    } catch {
      // It did not come as far as writing one; the exit code says the rest.
    }
    return { ...countTests(report, code), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
