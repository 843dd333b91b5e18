import type { DatasetDefinition } from "@/lib/datasets/define";
import { type EntityKind, entityKind } from "@/lib/entities/kinds";
import { slugOf } from "@/lib/kernel/slug";
import { readNumber } from "../cells/read-number";
import { plainText } from "@/lib/studio/reading/plain-text";
import { dayFormsOf } from "@/lib/studio/reading/read-day";
import { readPeriod } from "@/lib/studio/reading/read-period";
import { isUnitHeader, readUnitHeading } from "@/lib/studio/reading/unit-heading";
import type { Resolver } from "@/lib/studio/reading/resolve-name";
import { type SheetCell, type SheetRow, textOfCell } from "../sheet/sheet-row";
import { isValueRole, Mapping, type Role } from "./mapping";

/** What a guess goes by. `last` is what columns of these names were the last time. */
export type Clues = {
  dataset: DatasetDefinition;
  headers: readonly string[];
  samples: readonly SheetRow[];
  resolvers: ReadonlyMap<string, Resolver>;
  last: Mapping | null;
  lastRoles: ReadonlyMap<string, Role>;
};

/** A header without case, blanks and signs. */
export const plainHeader = (header: string): string => slugOf(header);

const WORDS: readonly { role: Role; words: RegExp }[] = [
  { role: "period", words: /^(period|date|day|month|quarter|year|time|as-of|week|half|period-start)$/ },
  { role: "period_end", words: /^(period-end|end|ends|end-date|last-day)$/ },
  { role: "period_label", words: /^(period-label|fiscal-period|fiscal-quarter|label)$/ },
  { role: "measure", words: /^(measure|metric|item|indicator|variable)$/ },
  { role: "value", words: /^(value|amount|figure|number|point|obs-value|mid|midpoint|value-in-.*)$/ },
  { role: "low", words: /^(low|lower|min|minimum|from|low-end|bear)$/ },
  { role: "high", words: /^(high|upper|max|maximum|to|high-end|bull)$/ },
  { role: "status", words: /^(status|type|a-e|flag)$/ },
  { role: "confidence", words: /^(confidence|certainty|reliability)$/ },
  { role: "source", words: /^(source|source-key|source-id|sources|reference)$/ },
  { role: "reason", words: /^(reason|reason-code|why)$/ },
  { role: "note", words: /^(note|notes|comment|comments|remark|remarks|description)$/ },
];

/** What columns of a kind of entity are often called. */
const KIND_WORDS: Record<EntityKind, RegExp> = {
  accelerator: /^(gpu|chip|accelerator|gpu-model|card)$/,
  cloud: /^(provider|cloud|neocloud|csp|operator)$/,
  company: /^(company|vendor|supplier|maker|manufacturer|firm|issuer)$/,
  site: /^(site|campus|location|data-cent(er|re)|facility)$/,
  publisher: /^(publisher|research-house|broker|analyst|house)$/,
};

/** A header without the unit that it names: “Capex (USD m)” is the capex. */
function withoutUnit(dataset: DatasetDefinition, header: string): string {
  const [measure] = Object.values(dataset.measures);
  return (measure && readUnitHeading(header, measure)?.rest) || header;
}

function byName(dataset: DatasetDefinition, given: string): Role | null {
  const header = withoutUnit(dataset, given);
  const plain = plainHeader(header);
  if (plain === "") return null;
  for (const [key, dimension] of Object.entries(dataset.dimensions)) {
    const names = [
      key,
      dimension.label,
      ...("entity" in dimension ? [dimension.entity, entityKind(dimension.entity).label] : []),
    ];
    if (names.some((name) => plainHeader(name) === plain)) return `dimension:${key}`;
  }
  if (isUnitHeader(header)) return /^c/i.test(plain) ? "currency" : "unit";
  const kinds = Object.entries(dataset.dimensions).filter(
    ([, one]) => "entity" in one && KIND_WORDS[one.entity].test(plain),
  );
  if (kinds.length === 1 && kinds[0]) return `dimension:${kinds[0][0]}`;
  const measures = Object.entries(dataset.measures);
  const measure = measures.find(([key, { label }]) => plainHeader(key) === plain || plainHeader(label) === plain);
  // "Year" names a measure in some datasets and nearly always a period in files.
  const word = WORDS.find(({ words }) => words.test(plain))?.role ?? null;
  if (measure && word === null) return measures.length > 1 ? `value:${measure[0]}` : "value";
  return word;
}

/** Whether a heading is a period, whatever its order of day and month turns out to be. */
const isPeriodHeading = (header: string): boolean =>
  readPeriod(header, null) !== null || dayFormsOf(plainText(header)) !== null;

const share = (cells: readonly SheetCell[], holds: (cell: SheetCell) => boolean): number => {
  const filled = cells.filter((cell) => cell.kind !== "empty");
  return filled.length === 0 ? 0 : filled.filter(holds).length / filled.length;
};

function byContent(clues: Clues, cells: readonly SheetCell[], free: (role: Role) => boolean): Role | null {
  const { dataset, resolvers } = clues;
  const measure = Object.values(dataset.measures)[0];
  const scored = Object.keys(dataset.dimensions)
    .filter((key) => free(`dimension:${key}`))
    .map((key) => {
      const find = resolvers.get(key);
      return { key, points: find ? share(cells, (cell) => cell.kind === "text" && "slug" in find(cell.text)) : 0 };
    })
    .toSorted((a, b) => b.points - a.points)[0];
  if (scored && scored.points >= 0.5) return `dimension:${scored.key}`;
  const period = share(cells, (cell) => cell.kind === "day" || readPeriod(textOfCell(cell), null) !== null);
  if (free("period") && period > 0.8) return "period";
  const numbers = share(cells, (cell) => measure !== undefined && readNumber(cell, measure).kind === "value");
  return free("value") && numbers > 0.8 ? "value" : null;
}

function columnsOf(clues: Clues): Role[] {
  const { dataset, headers, samples, lastRoles } = clues;
  const roles: (Role | null)[] = headers.map(() => null);
  // Several columns may hold values; every other role is one column's.
  const free = (role: Role) => role === "across" || role === "ignore" || !roles.includes(role);
  const assign = (guess: (at: number, header: string) => Role | null) =>
    headers.forEach((header, at) => {
      const role = roles[at] === null ? guess(at, header) : null;
      if (role && free(role)) roles[at] = role;
    });
  assign((_, header) => (isPeriodHeading(withoutUnit(dataset, header)) ? "across" : null));
  assign((_, header) => lastRoles.get(plainHeader(header)) ?? null);
  assign((_, header) => byName(dataset, header));
  const wide = roles.includes("across");
  const usable = (role: Role) => free(role) && !(wide && (role === "period" || role === "value"));
  assign((at) =>
    byContent(
      clues,
      samples.map((row) => row.cells[at] ?? { kind: "empty" }),
      usable,
    ),
  );
  return roles.map((role) => (role === null || (wide && role === "period") ? "ignore" : role));
}

/** What holds for the whole file where no column says it: what it was the last time, else the code that says "all". */
function fixedOf({ dataset, last }: Clues, columns: readonly Role[]): Record<string, string> {
  const open = Object.entries(dataset.dimensions).filter(([key]) => !columns.includes(`dimension:${key}`));
  const fixed = open.flatMap(([key, dimension]) => {
    const before = last?.fixed[key];
    const all = "codes" in dimension && "all" in dimension.codes ? "all" : undefined;
    const value = before ?? all;
    return value === undefined ? [] : [[key, value] as const];
  });
  const measure = last?.fixed["measure"];
  const asked = !columns.includes("measure") && measure !== undefined;
  return Object.fromEntries([...fixed, ...(asked ? [["measure", measure] as const] : [])]);
}

/** What the columns of a table most probably are, by their names, what stands in them, and what they were last time. */
export function guessMapping(clues: Clues): Mapping {
  const columns = columnsOf(clues);
  const { last } = clues;
  return Mapping.parse({
    ...last,
    // What was answered about one file's numbers says nothing of the next one's.
    headed: "ask",
    percent: "ask",
    units: "ask",
    columns: columns.some(isValueRole) ? columns : columns.map((role) => (role === "across" ? "ignore" : role)),
    fixed: fixedOf(clues, columns),
  });
}
