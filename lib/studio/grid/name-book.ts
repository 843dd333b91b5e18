import { codeOf, Slug, slugOf } from "@/lib/kernel/slug";
import type { DatasetDefinition } from "@/lib/datasets/define";

/** One value that a dimension may have, with the names under which people know it. */
export type NamedValue = { value: string; label: string; aliases: readonly string[] };

/** The values of each dimension by its key: codes of the definition, or entities of the store. */
export type NameLists = Readonly<Record<string, readonly NamedValue[]>>;

export type Resolved = { value: string } | { unknown: string };

/** Finds a dimension's value by its code, name or alias. */
export type NameBook = {
  resolve: (dimension: string, text: string) => Resolved;
  label: (dimension: string, value: string) => string;
};

const plain = (text: string): string => slugOf(text.trim());

/** How many single letters two words differ in; stops counting where it is more than two. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(Math.min((above[j] ?? 9) + 1, (row[j - 1] ?? 9) + 1, (above[j - 1] ?? 9) + same));
    }
  }
  return row[b.length] ?? 9;
}

type Index = { byName: Map<string, Set<string>>; labels: Map<string, string> };

function indexOf(values: readonly NamedValue[]): Index {
  const byName = new Map<string, Set<string>>();
  for (const { value, label, aliases } of values)
    for (const name of [value, label, ...aliases]) {
      const key = plain(name);
      byName.set(key, (byName.get(key) ?? new Set()).add(value));
    }
  return { byName, labels: new Map(values.map(({ value, label }) => [value, label])) };
}

function nearest({ byName, labels }: Index, wanted: string): string[] {
  const near = [...byName].filter(
    ([name]) => distance(name, wanted) <= 2 || (wanted.length > 3 && name.startsWith(wanted)),
  );
  const values = new Set(near.flatMap(([, found]) => [...found]));
  return [...values].slice(0, 3).map((value) => labels.get(value) ?? value);
}

/** A book of the names that a dataset's dimensions know. Open dimensions take any further name as a code of its own. */
export function nameBook(dataset: DatasetDefinition, lists: NameLists): NameBook {
  const indexes = new Map<string, Index>();
  for (const [key, dimension] of Object.entries(dataset.dimensions)) {
    const codes = "codes" in dimension ? Object.entries(dimension.codes) : [];
    indexes.set(
      key,
      indexOf([...(lists[key] ?? []), ...codes.map(([value, label]) => ({ value, label, aliases: [] }))]),
    );
  }
  const label = (key: string, value: string) => indexes.get(key)?.labels.get(value) ?? value;
  const resolve = (key: string, text: string): Resolved => {
    const [dimension, index, wanted] = [dataset.dimensions[key], indexes.get(key), plain(text)];
    if (!dimension || !index) return { unknown: `${dataset.title} has no dimension “${key}”` };
    const found = [...(index.byName.get(wanted) ?? [])];
    const [only] = found;
    if (only !== undefined && found.length === 1) return { value: only };
    if (found.length > 1)
      return { unknown: `“${text}” can be ${found.map((one) => `${label(key, one)} (${one})`).join(" or ")}` };
    if ("codes" in dimension && dimension.open && Slug.safeParse(wanted).success) return { value: wanted };
    const near = nearest(index, wanted);
    const hint = near.length > 0 ? `; near it: ${near.join(", ")}` : "";
    return { unknown: `“${text}” is no ${dimension.label} that is known${hint}` };
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
