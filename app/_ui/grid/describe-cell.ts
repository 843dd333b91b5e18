import { formatRange, formatValue } from "@/lib/kernel/format";
import { statusWord } from "@/lib/kernel/status";
import type { CellView } from "./cell-view";
import type { ShownMeasure, ShownValue } from "./cell-text";

/** A value in words: `57%, estimate`. */
export function valueWords(one: ShownValue | null, { unit, decimals, ranks }: ShownMeasure): string {
  if (!one) return "nothing";
  if (one.status === "W") return "withdrawn";
  const number =
    one.value === null
      ? formatRange(one, unit, decimals)
      : (ranks?.[String(one.value)] ?? formatValue(one.value, unit, Math.max(decimals, 4)));
  return `${number}, ${statusWord[one.status]}`;
}

/** All that there is to know of a cell, a phrase each, for its tooltip and for who cannot see its marks. */
export function cellWords(view: CellView, measure: ShownMeasure): string[] {
  const words: string[] = [];
  if (view.trouble)
    words.push(view.trouble.conflict ? "changed elsewhere meanwhile" : `not taken: ${view.trouble.message}`);
  if (view.proposed) words.push(`proposed: ${valueWords(view.proposed, measure)}`);
  if (view.waiting && !view.proposed) words.push("the proposal is taken back");
  if (view.own)
    words.push(
      `in your draft that is ${view.own.state === "draft" ? "open" : view.own.state}: ${valueWords(view.own, measure)}`,
    );
  words.push(`published: ${valueWords(view.published, measure)}`);
  if (view.published) words.push(`source ${view.published.source}`);
  if (view.waiting) words.push("not saved yet");
  if (view.moved) words.push("what is published has changed since");
  for (const one of view.lacks) words.push(one === "source" ? "lacks a source" : "lacks a reason");
  for (const rival of view.rivals) words.push(`${rival.author} proposes ${valueWords(rival, measure)}`);
  if (view.here.length > 0) words.push(`${view.here.join(" and ")} ${view.here.length === 1 ? "is" : "are"} here now`);
  return words;
}
