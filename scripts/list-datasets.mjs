// Writes lib/datasets/index.ts from the files in lib/datasets/definitions, so that a new dataset is one new file.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const camel = (slug) => slug.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** The text of the list for the definition files of a folder. */
export function listDatasets(folder) {
  const slugs = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -3))
    .sort();
  const imports = slugs.map((slug) => `import { dataset as ${camel(slug)} } from "./definitions/${slug}";`);
  const entries = slugs.map((slug) => `  ${camel(slug)},`);
  return [
    "// Written by scripts/list-datasets.mjs from the folder `definitions`.",
    'import type { DatasetDefinition } from "./define";',
    ...imports,
    "",
    "export const listedDatasets: readonly DatasetDefinition[] = [",
    ...entries,
    "];",
    "",
  ].join("\n");
}

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = path.join(root, "lib/datasets/index.ts");
  const text = listDatasets(path.join(root, "lib/datasets/definitions"));
  let standing = "";
  try {
    standing = readFileSync(target, "utf8");
  } catch {
    // The first run finds no list.
  }
  if (standing !== text) writeFileSync(target, text);
}
