import type { Measure } from "@/lib/datasets/define";
import { parseCell } from "@/lib/studio/reading/parse-cell";
import { type Said, shiftOf } from "@/lib/studio/reading/read-amount";
import { isUnitHeader, saysNothingNew, unitCellOf } from "@/lib/studio/reading/unit-heading";
import { type SheetCell, type SheetRow, textOfCell } from "../sheet/sheet-row";
import type { Plan } from "./plan";

/** What only the analyst can say about the unit of a file's numbers. */
export type UnitQuestion =
  /** A heading says what its numbers count in, and the file's setting says otherwise or nothing. */
  | { about: "scale"; column: string; samples: string[]; exponent: number; setting: number; unit: string }
  /** All values are below one, and percents are kept. */
  | { about: "percent"; column: string; samples: string[] }
  /** A column of units or currencies is not taken, and says another one than the values are kept in. */
  | { about: "unit"; column: string; samples: string[]; unit: string };

type Small = { below: number; above: boolean; samples: string[] };

const SAMPLES = 4;

const numberIn = (cell: SheetCell, measure: Measure): number | null => {
  if (cell.kind === "number") return cell.percent ? null : cell.number;
  if (cell.kind !== "text" || cell.text.includes("%")) return null;
  const read = parseCell(cell.text, measure);
  return read.kind === "value" ? (read.value ?? read.low ?? read.high) : null;
};

/** What the whole of a file shows about the unit of its numbers; fed row by row. */
export class UnitProfile {
  readonly #plan: Plan;
  readonly #small = new Map<number, Small>();
  readonly #units = new Map<number, Set<string>>();
  readonly #samples = new Map<number, string>();

  constructor(plan: Plan) {
    this.#plan = plan;
    for (const { column } of plan.values)
      if (column !== null) this.#small.set(column, { below: 0, above: false, samples: [] });
    plan.mapping.columns.forEach((role, at) => {
      if (role === "ignore" && isUnitHeader(plan.headers[at] ?? "")) this.#units.set(at, new Set());
    });
  }

  /** The measure of a column, where there is one that all its values have. */
  #measureOf(column: number): Measure | null {
    const { dataset, values, mapping } = this.#plan;
    const key = values.find((one) => one.column === column)?.measure ?? mapping.fixed["measure"] ?? null;
    if (key !== null) return Object.hasOwn(dataset.measures, key) ? (dataset.measures[key] ?? null) : null;
    const all = Object.values(dataset.measures);
    return all.every((one) => one.unit === all[0]?.unit) ? (all[0] ?? null) : null;
  }

  see(row: SheetRow): void {
    for (const [column, small] of this.#small) {
      const [cell, measure] = [row.cells[column], this.#measureOf(column)];
      const number = cell && measure ? numberIn(cell, measure) : null;
      if (number === null) continue;
      const text = textOfCell(cell).trim();
      if (!this.#samples.has(column)) this.#samples.set(column, text);
      if (Math.abs(number) > 1) small.above = true;
      else if (number !== 0 && Math.abs(number) < 1) {
        small.below += 1;
        if (small.samples.length < SAMPLES) small.samples.push(text);
      }
    }
    for (const [column, seen] of this.#units) {
      const text = textOfCell(row.cells[column]).trim();
      if (text !== "" && seen.size < 20) seen.add(text);
    }
  }

  #scale(): UnitQuestion | null {
    const { values, mapping, headers } = this.#plan;
    if (mapping.headed !== "ask") return null;
    for (const { column, said } of values) {
      const measure = column === null ? null : this.#measureOf(column);
      if (column === null || !measure || !said || said.words.step === null) continue;
      const shift = shiftOf(said.words, null, { label: measure.label, unit: measure.unit });
      if ("refused" in shift || shift.exponent === mapping.scale) continue;
      const samples = [this.#samples.get(column) ?? "1"];
      const { exponent } = shift;
      return {
        about: "scale",
        column: headers[column] ?? "",
        samples,
        exponent,
        setting: mapping.scale,
        unit: measure.unit,
      };
    }
    return null;
  }

  #percent(): UnitQuestion | null {
    const { mapping, headers } = this.#plan;
    if (mapping.percent !== "ask" || mapping.scale !== 0) return null;
    for (const [column, { below, above, samples }] of this.#small)
      if (below > 0 && !above && this.#measureOf(column)?.unit === "%")
        return { about: "percent", column: headers[column] ?? "", samples };
    return null;
  }

  #unit(): UnitQuestion | null {
    const { mapping, headers, dataset } = this.#plan;
    const [measure] = Object.values(dataset.measures);
    if (mapping.units !== "ask" || !measure) return null;
    for (const [column, seen] of this.#units) {
      const header = headers[column] ?? "";
      const news = [...seen].filter((text) => {
        const words = unitCellOf(text, measure);
        return words !== null && !saysNothingNew({ from: header, words }, measure);
      });
      if (news.length > 0)
        return { about: "unit", column: header, samples: [...seen].slice(0, SAMPLES), unit: measure.unit };
    }
    return null;
  }

  /** What has to be asked about units before rows can be read; null where nothing is open. */
  question(): UnitQuestion | null {
    return this.#unit() ?? this.#scale() ?? this.#percent();
  }
}

/** What a heading says of the unit as it holds for its numbers: with its step only where that was said to be meant. */
export function saidOf(said: Said | null, { mapping }: Plan): Said[] {
  if (!said) return [];
  const step = mapping.headed === "plain" ? null : said.words.step;
  return [{ from: said.from, words: { ...said.words, step } }];
}
