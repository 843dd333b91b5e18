import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** One import line: what it names, and whether it vanishes when the types are stripped. */
export type Import = { line: number; from: string; typesOnly: boolean };

/** What a folder (or one file) may import of ours, besides itself. `types`: further places, for types alone. */
export type Allowance = { may: readonly string[]; types?: readonly string[] };
export type AllowanceTable = Readonly<Record<string, Allowance>>;

const statement =
  /^\s*(?:import|export)\s+(type\s+)?(?:([\w*{][^"'`;]*?)\s+from\s+)?["']([^"']+)["']|\bimport\(\s*(?:\/\*.*?\*\/\s*)*["']([^"']+)["']\s*\)/gm;

function onlyTypes(typeWord: string | undefined, names: string | undefined): boolean {
  if (typeWord) return true;
  const listed = /^\{([^}]*)\}$/.exec((names ?? "").trim())?.[1];
  const each = listed
    ?.split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return each !== undefined && each.length > 0 && each.every((name) => name.startsWith("type "));
}

/** The imports, re-exports and dynamic imports of a file, in order. */
export function importsOf(text: string): Import[] {
  return [...text.matchAll(statement)].map((found) => ({
    line: text.slice(0, found.index).split("\n").length + (found[0].match(/^\s*\n/) ? 1 : 0),
    from: found[3] ?? found[4] ?? "",
    typesOnly: found[4] === undefined && onlyTypes(found[1], found[2]),
  }));
}

/** The file or folder of ours that an import names, from the root; null for a package. */
export function placeOf(file: string, from: string): string | null {
  if (from.startsWith("@/")) return from.slice(2);
  if (from.startsWith(".")) return path.posix.join(path.posix.dirname(file), from);
  return null;
}

/** The line of the table that a place falls under: the longest that it begins with. */
export function areaOf(place: string, table: AllowanceTable): string | null {
  const bare = place.replace(/\.(tsx?|mjs)$/, "");
  const areas = Object.keys(table).filter((area) => bare === area || bare.startsWith(`${area}/`));
  return areas.toSorted((one, other) => other.length - one.length)[0] ?? null;
}

const within = (place: string, areas: readonly string[]) =>
  areas.some((area) => place === area || place.startsWith(`${area}/`) || place.startsWith(`${area}.`));

/** What a file imports against the table, each as a sentence. */
export function violations(file: string, text: string, table: AllowanceTable): string[] {
  const area = areaOf(file, table);
  const allowance = area === null ? undefined : table[area];
  if (area === null || !allowance) return [`${file} lies in a folder that the table does not know`];
  return importsOf(text).flatMap(({ line, from, typesOnly }) => {
    const place = placeOf(file, from);
    if (place === null || areaOf(place, table) === area) return [];
    const allowed = typesOnly ? [...allowance.may, ...(allowance.types ?? [])] : allowance.may;
    return within(place, allowed) ? [] : [`${file}:${line} imports ${place}, which ${area} may not`];
  });
}

/** The TypeScript files under these folders, from the root. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => path.posix.join(folder, name)),
    )
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"));
}

export const textOf = (file: string): string => readFileSync(file, "utf8");
