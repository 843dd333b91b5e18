import { currencyCode } from "@/lib/studio/reading/unit-words";
import type { Section } from "./format-sections";
import { type NumberFormat, sectionFor } from "./number-format";
import type { SheetCell } from "./sheet-row";

/** A number's digits in full, its point moved to the right: exact, where a multiplication would round. */
export function plainDigits(number: number, moved: number): string {
  const [, whole = "0", rest = "", power = "0"] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number)) ?? [];
  const at = whole.length + Number(power) + moved;
  const all = whole + rest;
  const padded = at < 1 ? "0".repeat(1 - at) + all : all.padEnd(at, "0");
  const point = Math.max(1, at);
  const fraction = padded.slice(point).replace(/0+$/, "");
  const digits = padded.slice(0, point).replace(/^0+(?=\d)/, "");
  return fraction === "" ? digits : `${digits}.${fraction}`;
}

/** Digits that nobody can take for thousands: `1.234` as `1.2340`. */
const asDecimals = (digits: string): string => (/^[1-9]\d{0,2}\.\d{3}$/.test(digits) ? `${digits}0` : digits);

const STEPS = ["", "k", "m", "bn", "tn"];

/**
 * The step that commas of a format stand for, where nothing beside the digits says it: `$0.0,,` shows 21,400,000 as
 * $21.4, and its author counts in millions. Another word, such as a unit, says itself what is shown.
 */
function stepOf({ prefix, suffix, thousands }: Section): string {
  const words = `${prefix} ${suffix}`.split(/[\s()+-]+/).filter((one) => one !== "");
  const silent = words.every((one) => currencyCode(one) !== null);
  return silent && STEPS[thousands] ? ` ${STEPS[thousands]}` : "";
}

/** A currency's code apart from the digits behind it. */
const spaced = (prefix: string): string =>
  /[a-z]$/i.test(prefix) && currencyCode(/[a-z]+$/i.exec(prefix)?.[0] ?? "") !== null ? `${prefix} ` : prefix;

const ARROWS = /[▲△▼▽↑↓]/g;
const DASH = /[-–—−]/;
const DASHES = new RegExp(DASH, "g");

/** What an empty look, or one that hides the number's digits, makes of it. */
function withoutDigits(number: number, { prefix }: Section, percent: boolean): SheetCell {
  const shown = prefix.trim();
  // Accounting shows a zero as a dash; it is one all the same.
  if (number === 0 && shown !== "" && shown.replace(DASHES, "").trim() !== shown)
    return textOf(`${prefix.replace(DASHES, "").trim()}0${percent ? "%" : ""}`, number);
  if (shown !== "") return { kind: "text", text: shown, number };
  return { kind: "fault", text: String(number), reason: `the cell holds ${number}, and its number format hides it` };
}

const textOf = (text: string, number: number): SheetCell =>
  /^-?\d+(?:\.\d+)?$/.test(text)
    ? { kind: "number", number: Number(text), percent: false }
    : { kind: "text", text, number };

/**
 * A number of a workbook as its format shows it, with all of its digits: what stands beside them is part of what its
 * author says. Numbers that a format only rounds, groups or colours stay numbers.
 */
export function shownNumber(format: NumberFormat, number: number): SheetCell {
  if (format.kind !== "shown") return { kind: "number", number, percent: format.kind === "percent" };
  const section = sectionFor(format.sections, number);
  if (!section) return { kind: "number", number, percent: false };
  const { prefix, suffix, percent, thousands, digits, zero, odd } = section;
  if (!digits || (number === 0 && !zero && DASH.test(prefix))) return withoutDigits(number, section, percent > 0);
  if (odd)
    return {
      kind: "fault",
      text: String(number),
      reason: `the cell's number format writes signs between the digits of ${number}; show it as a plain number`,
    };
  const [before, after] = [prefix, suffix].map((text) => text.replace(ARROWS, ""));
  if (percent === 1 && thousands === 0 && `${before}${after}`.trim() === "%")
    return { kind: "number", number, percent: true };
  const size = asDecimals(plainDigits(number, 2 * percent - 3 * thousands));
  const text = `${spaced(before ?? "")}${number < 0 ? "-" : ""}${size}${stepOf(section)}${after ?? ""}`.trim();
  return textOf(text, number);
}

/** A text of a workbook as its format shows it: `@" bn"`. */
export const shownText = (format: NumberFormat | undefined, text: string): string =>
  format?.kind === "shown" && format.text && text.trim() !== ""
    ? `${format.text.prefix}${text}${format.text.suffix}`
    : text;
