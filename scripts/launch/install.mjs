import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { run, runNode, tail } from "./commands.mjs";
import { demandWritable, root } from "./folders.mjs";
import { Refusal } from "./refusal.mjs";

const readJson = (...file) => JSON.parse(readFileSync(path.join(root, ...file), "utf8"));

const suits = (list, own) => !list || list.includes(own) || (list[0]?.startsWith("!") && !list.includes(`!${own}`));

/** Whether a package of the lock has to be there: all but the optional ones that are for other machines. */
function needed(entry, withTests) {
  if (entry.link) return false;
  if (!withTests && (entry.dev || entry.devOptional)) return false;
  if (!entry.optional) return true;
  // Which C library a machine has is npm's to know.
  return (
    Boolean(entry.os || entry.cpu) && !entry.libc && suits(entry.os, process.platform) && suits(entry.cpu, process.arch)
  );
}

/** True where npm's own record of what it installed has every package of the lock in the locked version. */
export function installed({ withTests }) {
  const lock = readJson("package-lock.json");
  let record;
  try {
    record = readJson("node_modules", ".package-lock.json");
  } catch {
    return false;
  }
  return Object.entries(lock.packages).every(([place, entry]) => {
    if (place === "" || !needed(entry, withTests)) return true;
    const found = record.packages[place];
    return (
      found?.version === entry.version && found?.integrity === entry.integrity && existsSync(path.join(root, place))
    );
  });
}

/** npm names the cause first and then explains its options at length. */
function causeOf(output) {
  const errors = output.split("\n").filter((line) => line.startsWith("npm error"));
  return errors.length > 0 ? errors.slice(0, 10).join("\n") : tail(output, 10);
}

/** Installs the locked dependencies. Throws a Refusal where npm cannot. @param {(text: string) => void} note */
export async function install(note) {
  demandWritable(root);
  if (existsSync(path.join(root, "node_modules"))) demandWritable(path.join(root, "node_modules"));
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=warn"];
  const npm = process.env.npm_execpath;
  // Telling npm apart from yarn and others, which set the same variable.
  const own = npm && /npm-cli\.c?js$/.test(npm) ? [process.execPath, [npm, ...args]] : ["npm", args];
  note("(the first time takes about a minute)");
  const { code, output } = await run(...own).catch((error) => ({ code: 1, output: String(error) }));
  if (code !== 0) {
    console.error(causeOf(output));
    throw new Refusal("The dependencies could not be installed: `npm ci` failed for the reason above.");
  }
}

/** Brings the generated list of datasets up to date. */
export async function listDatasets() {
  const { code, output } = await runNode([path.join(root, "scripts", "list-datasets.mjs")]);
  if (code !== 0) throw new Refusal(`The datasets could not be listed: ${tail(output, 1)}`);
}
