import type { DatasetDefinition } from "@/lib/datasets/define";
import { slugOf } from "@/lib/kernel/slug";
import { dimsOfCode, type NameBook } from "../reading/name-book";
import { plainText } from "../reading/plain-text";
import { isUnitHeader, unitCellOf } from "../reading/unit-heading";

/**
 * What a column in front of the values holds: the names of a dimension, series codes, the unit of its row, nothing that
 * is needed (numbers of rows, blanks), or something that has to be asked.
 */
export type NameColumn = { at: number; heading: string } & (
  | { is: "dimension"; key: string }
  | { is: "code" | "unit" | "nothing" | "open" }
);

type Known = { dataset: DatasetDefinition; names: NameBook; label: string; unit: string };

const CODE_HEADING = new Set(["series", "code", "series-code", "series-id", "id"]);
const BARE = /^[-+]?[\d.,]*$/;

function byHeading(heading: string, dataset: DatasetDefinition): string | null {
  const wanted = slugOf(plainText(heading));
  if (wanted === "") return null;
  if (CODE_HEADING.has(wanted)) return "code";
  const found = Object.entries(dataset.dimensions).find(
    ([key, one]) => slugOf(key.replaceAll("_", "-")) === wanted || slugOf(one.label) === wanted,
  );
  return found?.[0] ?? null;
}

/** How many of the texts a dimension knows already; an open one would take any name, and counts none of those. */
function hits(values: readonly string[], key: string, names: NameBook): number {
  return values.filter((text) => {
    const found = names.resolve(key, text);
    return "value" in found && !found.fresh;
  }).length;
}

/** The dimension that knows most of a column's names, and at least half of them. */
function byValues(values: readonly string[], free: readonly string[], { dataset, names }: Known): string | null {
  if (values.length > 0 && values.every((text) => dimsOfCode(dataset, text) !== null)) return "code";
  const known = free.map((key) => ({ key, hits: hits(values, key, names) }));
  const best = known.toSorted((a, b) => b.hits - a.hits)[0];
  return best && best.hits > 0 && best.hits * 2 >= values.length ? best.key : null;
}

const asDimension = (at: number, heading: string, key: string): NameColumn =>
  key === "code" ? { at, heading, is: "code" } : { at, heading, is: "dimension", key };

/** Whether a column speaks of units: by its name, or because everything in it is one and names no series. */
function isUnitColumn(heading: string, values: readonly string[], known: Known): boolean {
  if (values.length === 0 || !values.every((text) => unitCellOf(text, known) !== null)) return false;
  return isUnitHeader(heading) || heading === "" || values.every((text) => unitCellOf(text, known)?.currency != null);
}

/**
 * What the columns in front of the values are, by what was chosen, by their headings, by what stands in them, and where
 * one dimension alone is left, by that. What cannot be told is `open`.
 */
export function nameColumns(
  columns: readonly { at: number; heading: string; values: readonly string[] }[],
  known: Known,
  chosen: Readonly<Record<string, string>> = {},
): NameColumn[] {
  const { dataset } = known;
  const said = (at: number) => chosen[String(at)];
  const headed = columns.map(({ at, heading }) => said(at) ?? byHeading(heading, dataset));
  const done: NameColumn[] = [];
  const filled = columns.filter(({ values }) => values.some((text) => !BARE.test(text)));
  for (const [n, { at, heading, values }] of columns.entries()) {
    const taken = new Set([...headed, ...done.map((one) => (one.is === "dimension" ? one.key : null))]);
    const free = Object.keys(dataset.dimensions).filter((key) => !taken.has(key));
    const key = headed[n] ?? byValues(values, free, known);
    if (key === "nothing") done.push({ at, heading, is: "nothing" });
    else if (key !== null) done.push(asDimension(at, heading, key));
    else if (values.every((text) => BARE.test(text))) done.push({ at, heading, is: "nothing" });
    else if (isUnitColumn(heading, values, known)) done.push({ at, heading, is: "unit" });
    // The only dimension that is left is meant, even where none of its names is known yet.
    else if (free[0] !== undefined && (free.length === 1 || (filled.length === 1 && plainText(heading) === "")))
      done.push(asDimension(at, heading, free[0]));
    else done.push({ at, heading, is: "open" });
  }
  return done;
}
