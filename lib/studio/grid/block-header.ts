import type { DatasetDefinition, Measure } from "@/lib/datasets/define";
import { type Day, type Frequency, periodLabel } from "@/lib/kernel/period";
import { slugOf } from "@/lib/kernel/slug";
import type { Status } from "@/lib/kernel/status";
import { startOf } from "../reading/period-of";
import { dimsOfCode, type NameBook } from "../reading/name-book";
import { type CellRules, parseCell } from "../reading/parse-cell";
import { readPeriod } from "../reading/read-period";

/** A column of the block whose heading is a period; `message` says why its values belong nowhere. */
export type HeadedPeriod = { at: number; period: Day; status: Status | null; message?: string };

/** The first row of a block that names periods, from column `first` on; `names` heads the columns before. */
export type BlockHeader = { first: number; periods: HeadedPeriod[]; names: string[] };

/** A column in front of the values: the key of a dimension, `code` for series codes, null where that
 * could not be told. */
export type LeadingColumn = { at: number; dimension: string | null };

const FREQUENCY_WORD: Record<Frequency, string> = {
  day: "day",
  week: "week",
  month: "month",
  quarter: "quarter",
  half: "half-year",
  year: "year",
};

const BARE_YEAR = /^\d{4}$/;

/** Bare years could be values: they head columns where they follow each other, or names stand in front. */
function areYears(cells: readonly string[], named: boolean): boolean {
  const years = cells.map(Number);
  const near = years.every((one) => one >= 1950 && one <= 2150);
  const steps = years.slice(1).map((one, at) => one - (years[at] ?? 0));
  return near && (steps.length > 0 ? steps.every((step) => Math.abs(step) === 1 && step === steps[0]) : named);
}

function placed(text: string, at: number, measure: Measure, dataset: DatasetDefinition): HeadedPeriod {
  const read = readPeriod(text);
  if (!read) return { at, period: "", status: null, message: `“${text}” is no period` };
  const { frequency } = measure;
  // Spreadsheets write a quarter as the day on which it begins or ends.
  const fits = read.frequency === frequency || read.frequency === "day";
  if (fits) return { at, period: startOf(read.start, frequency), status: read.status };
  const other = Object.values(dataset.measures).find((one) => one.frequency === read.frequency);
  const hint = other ? `; choose the measure “${other.label}” for it` : "";
  const kept = `${measure.label} is kept by ${FREQUENCY_WORD[frequency]}`;
  const word = `${periodLabel(read.start, read.frequency)} is a ${FREQUENCY_WORD[read.frequency]}`;
  return { at, period: "", status: null, message: `${word}; ${kept}${hint}` };
}

/** The periods that the first row of a block names, or null where it names none. */
export function readHeader(
  block: readonly string[][],
  { measure, dataset }: { measure: Measure; dataset: DatasetDefinition },
): BlockHeader | null {
  const [top, ...rest] = block;
  if (!top || rest.length === 0) return null;
  const first = top.findIndex((text) => readPeriod(text) !== null);
  if (first < 0) return null;
  const cells = top.slice(first).filter((text) => text !== "");
  const named = first > 0 && top.slice(0, first).every((text) => !/^[\d.,%$-]+$/.test(text) || text === "");
  if (!cells.every((text) => readPeriod(text) !== null) && cells.filter((text) => readPeriod(text) !== null).length < 2)
    return null;
  if (cells.every((text) => BARE_YEAR.test(text)) && !areYears(cells, named)) return null;
  const periods = top.flatMap((text, at) => (at >= first && text !== "" ? [placed(text, at, measure, dataset)] : []));
  return { first, periods, names: top.slice(0, first) };
}

type Lead = { dataset: DatasetDefinition; names: NameBook; rules: CellRules; header: BlockHeader | null };

const CODE_HEADING = new Set(["series", "code", "series-code", "series-id", "id"]);

function byHeading(heading: string, dataset: DatasetDefinition): string | null {
  const wanted = slugOf(heading);
  if (wanted === "") return null;
  if (CODE_HEADING.has(wanted)) return "code";
  const found = Object.entries(dataset.dimensions).find(
    ([key, one]) => slugOf(key.replaceAll("_", "-")) === wanted || slugOf(one.label) === wanted,
  );
  return found?.[0] ?? null;
}

/** The dimension that knows most of a column's names, and at least half of them. */
function byValues(values: readonly string[], free: readonly string[], { dataset, names }: Lead): string | null {
  if (values.length > 0 && values.every((text) => dimsOfCode(dataset, text) !== null)) return "code";
  const known = free.map((key) => {
    const dimension = dataset.dimensions[key];
    const open = dimension !== undefined && "codes" in dimension && dimension.open === true;
    // An open dimension would take any name: it counts only what it has already.
    const hits = values.filter((text) => {
      const found = names.resolve(key, text);
      return "value" in found && (!open || names.label(key, found.value) !== found.value);
    }).length;
    return { key, hits };
  });
  const best = known.toSorted((a, b) => b.hits - a.hits)[0];
  return best && best.hits > 0 && best.hits * 2 >= values.length ? best.key : null;
}

/** What the columns in front of the values name, by their headings, else by what stands in them. */
export function leadingColumns(body: readonly string[][], lead: Lead): LeadingColumn[] {
  const width = body[0]?.length ?? 0;
  const textual = (at: number): boolean => {
    const texts = body.map((row) => row[at] ?? "").filter((text) => text !== "");
    return (
      texts.length > 0 && texts.every((text) => parseCell(text, lead.rules).kind === "refused" && /[a-z]/i.test(text))
    );
  };
  let count = lead.header?.first ?? 0;
  if (!lead.header) while (count < width - 1 && textual(count)) count++;
  const found: LeadingColumn[] = Array.from({ length: count }, (_, at) => ({
    at,
    dimension: byHeading(lead.header?.names[at] ?? "", lead.dataset),
  }));
  return found.reduce<LeadingColumn[]>((done, column) => {
    const taken = new Set([...done, ...found].map((one) => one.dimension));
    const free = Object.keys(lead.dataset.dimensions).filter((key) => !taken.has(key));
    const values = [...new Set(body.map((row) => row[column.at] ?? "").filter((text) => text !== ""))];
    const unresolved = column.dimension ?? byValues(values, free, lead);
    // The only dimension that is left is meant, even where none of its names is known yet.
    const dimension = unresolved ?? (count === 1 || free.length === 1 ? (free[0] ?? null) : null);
    return [...done, { at: column.at, dimension }];
  }, []);
}
