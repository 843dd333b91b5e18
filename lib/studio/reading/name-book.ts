import { codeOf, Slug, slugOf } from "@/lib/kernel/slug";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { plainText, unkeepable } from "./plain-text";
import { type NameFinder, nameFinder } from "./resolve-name";

/** One value that a dimension may have, with the names under which people know it. */
export type NamedValue = { value: string; label: string; aliases: readonly string[] };

/** The values of each dimension by its key: codes of the definition, or entities of the store. */
export type NameLists = Readonly<Record<string, readonly NamedValue[]>>;

export type NameChoice = { value: string; label: string };

/** A name found, or why not, with those that may have been meant. `fresh`: nothing has that name yet. */
export type Resolved = { value: string; fresh?: true } | { unknown: string; near: readonly NameChoice[] };

/** Finds a dimension's value by its code, name or alias. */
export type NameBook = {
  resolve: (dimension: string, text: string) => Resolved;
  label: (dimension: string, value: string) => string;
};

type Entry = { finder: NameFinder; labels: ReadonlyMap<string, string> };

function entryOf(values: readonly NamedValue[]): Entry {
  const named = values.map(({ value, label, aliases }) => ({ slug: value, name: label, aliases }));
  return { finder: nameFinder(named), labels: new Map(values.map(({ value, label }) => [value, label])) };
}

/** A book of the names that a dataset's dimensions know. Open dimensions take any further name as a code of its own. */
export function nameBook(dataset: DatasetDefinition, lists: NameLists): NameBook {
  const entries = new Map(
    Object.entries(dataset.dimensions).map(([key, dimension]) => {
      const codes = "codes" in dimension ? Object.entries(dimension.codes) : [];
      const listed = codes.map(([value, label]) => ({ value, label, aliases: [] }));
      return [key, entryOf([...(lists[key] ?? []), ...listed])] as const;
    }),
  );
  const label = (key: string, value: string) => entries.get(key)?.labels.get(value) ?? value;
  const resolve = (key: string, given: string): Resolved => {
    const [dimension, entry, text] = [dataset.dimensions[key], entries.get(key), plainText(given)];
    if (!dimension || !entry) return { unknown: `${dataset.title} has no dimension “${key}”`, near: [] };
    const wrong = unkeepable(text);
    if (wrong) return { unknown: `${dimension.label}: ${wrong}`, near: [] };
    const found = entry.finder.find(text);
    const [only] = found;
    if (only !== undefined && found.length === 1) return { value: only };
    const choices = found.map((value) => ({ value, label: `${label(key, value)} (${value})` }));
    if (found.length > 1)
      return { unknown: `“${text}” can be ${choices.map((one) => one.label).join(" or ")}`, near: choices };
    const code = Slug.safeParse(slugOf(text));
    if ("codes" in dimension && dimension.open && code.success) return { value: code.data, fresh: true };
    const near = entry.finder.near(text).map(({ slug, name }) => ({ value: slug, label: name }));
    const hint = near.length > 0 ? `; near it: ${near.map((one) => one.label).join(", ")}` : "";
    return { unknown: `“${text}” is no ${dimension.label} that is known${hint}`, near };
  };
  return { resolve, label };
}

/** The dimensions of a series by its code, or null where the code is not of this dataset. */
export function dimsOfCode(dataset: DatasetDefinition, code: string): Record<string, string> | null {
  const keys = Object.keys(dataset.dimensions);
  const [head, ...parts] = code.trim().split(".");
  const tails = Object.keys(dataset.measures).length > 1 ? 1 : 0;
  if (head !== dataset.code || parts.length !== keys.length + tails) return null;
  const values = parts.map((part) => part.toLowerCase().replaceAll("_", "-"));
  if (parts.some((part, at) => codeOf(values[at] ?? "") !== part)) return null;
  return Object.fromEntries(keys.map((key, at) => [key, values[at] ?? ""]));
}
