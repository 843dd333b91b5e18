// Writes the lists of datasets and connectors from their folders, so that a new one of either is one new file.
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

/** The text of the list for the connector files of a folder. */
export function listConnectors(folder) {
  const slugs = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -3))
    .sort();
  const imports = slugs.map((slug) => `import { connector as ${camel(slug)} } from "./connectors/${slug}";`);
  return [
    "// Written by scripts/list-datasets.mjs from the folder `connectors`.",
    'import type { Connector } from "./connector";',
    ...imports,
    "",
    "/** Every connector that there is. */",
    "export const connectors: readonly Connector[] = [",
    ...slugs.map((slug) => `  ${camel(slug)},`),
    "];",
    "",
  ].join("\n");
}

function bring(target, text) {
  let standing = "";
  try {
    standing = readFileSync(target, "utf8");
  } catch {
    // The first run finds no list.
  }
  if (standing !== text) writeFileSync(target, text);
}

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  bring(path.join(root, "lib/datasets/index.ts"), listDatasets(path.join(root, "lib/datasets/definitions")));
  bring(path.join(root, "lib/ingest/index.ts"), listConnectors(path.join(root, "lib/ingest/connectors")));
}
