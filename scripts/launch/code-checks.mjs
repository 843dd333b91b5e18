import { inPackage, runNode } from "./commands.mjs";

const check = async (...args) => {
  const { code, output } = await runNode(args);
  return { ok: code === 0, output };
};

/** Types: Next writes those of its routes first. */
export async function checkTypes() {
  const routes = await check(inPackage("next/dist/bin/next"), "typegen");
  return routes.ok ? check(inPackage("typescript/bin/tsc"), "--noEmit") : routes;
}

/** Lint with the import rules and the rules that need types. */
export const checkLint = () => check(inPackage("oxlint/bin/oxlint"), "--type-aware");

export const checkFormat = () => check(inPackage("oxfmt/bin/oxfmt"), "--check");
