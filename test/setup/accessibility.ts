import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { z } from "zod";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ target: z.array(z.unknown()) })) }));

/** What of an open page breaks a rule of WCAG A or AA, each with where; empty where nothing does. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const run = "axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }).then((result) => result.violations)";
  const found = Violations.parse(await page.evaluate(run));
  return found.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.slice(0, 3).map((one) => one.target))}`);
}
