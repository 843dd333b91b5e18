import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inPackage, runNode, tail } from "./commands.mjs";
import { demandWritable, root } from "./folders.mjs";
import { Refusal } from "./refusal.mjs";

const sources = [
  "app",
  "lib",
  "db",
  "package-lock.json",
  "tsconfig.json",
  "next.config.ts",
  "proxy.ts",
  "instrumentation.ts",
];
// Read when the server starts or the starter dataset is loaded, not by the build.
const elsewhere = [path.join("db", "starter")];

function* filesIn(place) {
  const full = path.join(root, place);
  const found = statSync(full, { throwIfNoEntry: false });
  if (!found || elsewhere.includes(place)) return;
  if (!found.isDirectory()) yield place;
  else for (const name of readdirSync(full).sort()) yield* filesIn(path.join(place, name));
}

/** A hash of everything that the build is made from. */
export function sourceHash() {
  const hash = createHash("sha256").update(`${process.version} `);
  for (const place of sources) {
    for (const file of filesIn(place)) {
      const content = readFileSync(path.join(root, file));
      hash.update(`${file} ${content.length} `).update(content);
    }
  }
  return hash.digest("hex");
}

const stampOf = (folder) => path.join(root, folder, "built-from");

/** Whether the build in that folder (within the project) is of the sources as they are. @param {string} folder */
export function builtFrom(folder, hash = sourceHash()) {
  try {
    return readFileSync(stampOf(folder), "utf8") === hash;
  } catch {
    return false;
  }
}

/** Builds the site into a folder of the project. Throws a Refusal, after what Next said, where it fails. */
export async function build(folder = ".next") {
  const hash = sourceHash();
  demandWritable(existsSync(path.join(root, folder)) ? path.join(root, folder) : root);
  rmSync(stampOf(folder), { force: true });
  if (folder !== ".next")
    writeFileSync(path.join(root, `${folder}.tsconfig.json`), '{ "extends": "../tsconfig.json" }\n');
  const env = { ...process.env, NODE_ENV: "production", HALFPITCH_BUILD_FOLDER: folder, NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runNode([inPackage("next/dist/bin/next"), "build"], { env });
  if (code !== 0) {
    console.error(tail(output, 60));
    throw new Refusal("The site could not be built, for the reason above.");
  }
  writeFileSync(stampOf(folder), hash);
}
