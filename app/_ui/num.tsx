import type { Cell } from "@/lib/dashboards/figure";
import { formatNumber, formatRange, formatRangeNumber, formatValue } from "@/lib/kernel/format";
import { isActual, statusWord } from "@/lib/kernel/status";
import { NumberText, type NumberWords } from "./number-text";

type Measure = { unit?: string | undefined; decimals?: number | undefined };

/** The words of a number cell: value, else range, else why there is none. `withUnit` is for sentences. */
export function numberWords(cell: Cell, { unit = "", decimals = 2 }: Measure, withUnit = false): NumberWords {
  const { value, low = null, high = null, status } = cell;
  const ends =
    low === null && high === null
      ? undefined
      : (withUnit ? formatRange : formatRangeNumber)({ low, high }, unit, decimals);
  // A view keeps the digits that it was stated with: closing zeros would claim more than was said.
  const exact = status === undefined || isActual(status);
  const written = (one: number) =>
    withUnit ? formatValue(one, unit, decimals) : formatNumber(one, unit, decimals, exact);
  const point = typeof value === "number" ? written(value) : undefined;
  const plain = typeof value === "boolean" ? (value ? "yes" : "no") : typeof value === "string" ? value : undefined;
  const text = cell.text ?? point ?? plain ?? ends ?? "n/a";
  const unsure = cell.confidence === "low" ? "low confidence" : undefined;
  const why = text === "n/a" ? (cell.derivation ?? "not known") : (cell.derivation ?? unsure);
  return {
    text,
    ...(point !== undefined && ends !== undefined && cell.text === undefined ? { range: ends } : {}),
    ...(status && status !== "A" && text !== "n/a" ? { status: { letter: status, word: statusWord[status] } } : {}),
    ...(why ? { title: why } : {}),
  };
}

/** A number in running text with its unit. A stored one opens where it came from. */
export function Num({ cell, unit, decimals, asOf }: { cell: Cell; asOf: string | null } & Measure) {
  return <NumberText {...numberWords(cell, { unit, decimals }, true)} trace={cell.ref} asOf={asOf} />;
}
