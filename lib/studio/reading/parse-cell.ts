import { Status } from "@/lib/kernel/status";
import { calculate } from "./arithmetic";
import { statusOf } from "./heading-marks";
import { plainDigits, plainText } from "./plain-text";
import { plainNumber } from "./plain-number";
import { type AmountRules, readAmount } from "./read-amount";
import type { UnitWords } from "./unit-words";

/** What a cell's text is read by; `ranks` names the steps of an ordinal scale. */
export type CellRules = AmountRules & { ranks?: Readonly<Record<string, string>> | undefined };

/** A cell's text understood: nothing, a value with or without range, or a sentence that says why it is neither. */
export type ParsedCell =
  | { kind: "empty" }
  | {
      kind: "value";
      value: number | null;
      low: number | null;
      high: number | null;
      status: Status | null;
      approximate: boolean;
      /** The arithmetic that it was calculated from. */
      expression?: string;
    }
  | { kind: "refused"; message: string };

type Ends = { value: number | null; low: number | null; high: number | null };
type Outcome = Ends | { refused: string };

const MOST_LETTERS = 80;
const NOTHING =
  /^(?:|-+|[–—]+|n\.?\/?a\.?|#n\/a|n\.?\/?m\.?|nmf|n\.?\/?d\.?|null|none|tb[acd]|unknown|not (?:available|disclosed|meaningful|reported)|\.{1,3}|…)$/i;
const EXCEL_ERROR =
  /^#(?:ref|div\/0|value|valeur|wert|name|nom|bezug|num|zahl|null|spill|calc|busy|field|blocked|connect|unknown|getting_data|n\/a n\/a)[!?]?$|^#{2,}$/i;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:[ t].*)?$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^(?:\d{1,2}-)?[a-z]{3,9}[- ]\d{2,4}$/i;
const STATUS =
  /^(.*[\d%)\]])\s?([AEFPGCaef])$|^(.*\S)\s([AEFPGC])$|^(.*\d\s?(?:[TBMK]|bn|mn))([AEFPGC])$|^(.*[\d%)\]a-z€$])\s?[([]([AEFPGCef])[)\]]$/;
// A mark that leads to a footnote changes nothing of the number it stands at.
const MARK = /(?<=\S)\s*(?:[*†‡§]+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\[(?:\d{1,2}|[a-z])\])$/i;
const WORD_BEHIND = /^(.*[\d%)\]a-z€$])\s*(?:[([]\s*([a-z]{3,})\.?\s*[)\]]|\s([a-z]{3,})\.?)$/i;
const WORD_IN_FRONT = /^([a-z]{3,})\.?:?\s+([-+~<>≥≤]?\s*(?:us\$|[a-z]{3}\s)?[$€£¥]?\s*[.,]?\d.*)$/i;
// A bare G could count in billions, as in GW and giga, where its unit takes such steps.
const GIGA = /^[^a-z]*\d\s?G$/;
const DOTTED = /^[-+]?[\d,]*\d\.\.\d+$/;
const AT_LEAST = /^(?:>=|≥|>|at least|min\.?|from|over|above)\s*(.+)$/i;
const AT_MOST = /^(?:<=|≤|<|at most|max\.?|up to|below|under)\s*(.+)$/i;
const AROUND = /^(?:~|≈|c\.|ca\.?\s|circa\s|about\s|approx\.?\s)\s*/i;
const WITH_RANGE = /^(.*\S)\s*[([]\s*([^()[\]]*\d[^()[\]]*)[)\]]$/;
const TO = /^(.*?[\d%)\w])\s*(?:–|—|\s-\s|-|\bto\b|…|\.\.)\s*((?:[-(+]|us\$|[a-z]{3}\s?|[$€£¥₩])?\s*-?\d.*)$/i;

// The minus of typographers, and a dash that stands where a minus would.
const tidy = (text: string): string =>
  plainDigits(plainText(text))
    .replace(/^['’](?=[-+(]?[\d.])/, "")
    .replace(/^'/, "")
    .replace(/\u2212/g, "-")
    .replace(/^([(>≥<≤~≈=]*)[–—](?=\s?[$€£¥₩]?\s?[\d.,])/, "$1-")
    .trim();

type Range = { value: null; low: number; high: number; words: UnitWords };

function readRange(text: string, rules: AmountRules, lent?: UnitWords): Range | { refused: string } {
  const match = text.match(TO);
  if (!match) return { refused: `“${text}” is no number` };
  const [, first = "", second = ""] = match;
  const to = readAmount(second, rules, lent);
  if ("refused" in to) return to;
  const from = readAmount(first, rules, to.words);
  if ("refused" in from) return from;
  const bare = readAmount(first, rules);
  if (from.value > to.value && "value" in bare && bare.value <= to.value)
    return { refused: `“${text}” can be read in two ways: write both ends in full` };
  if (from.value > to.value) return { refused: `“${text}”: the low end is above the high one` };
  return { value: null, low: from.value, high: to.value, words: to.words };
}

/** `62 (60-65)`: what one of the two says of its unit holds for the other; the range has to hold the point. */
function readWithRange(text: string, point: string, range: string, rules: AmountRules): Outcome | null {
  if (!TO.test(range)) return null;
  const middle = readAmount(point, rules);
  if ("refused" in middle) return middle;
  const inner = readRange(range, rules, middle.words);
  if ("refused" in inner) return inner;
  const whole = middle.words.step === null ? readAmount(point, rules, inner.words) : middle;
  if ("refused" in whole) return whole;
  const { low, high } = inner;
  if (whole.value < low || whole.value > high) return { refused: `“${text}”: the number lies outside of its range` };
  return { value: whole.value, low, high };
}

/** The status behind a number, `62.5E`, taken off it. An exponent has digits behind its E and is none. */
function splitStatus(text: string): { text: string; status: Status | null } {
  const match = text.match(STATUS);
  const rest = match?.[1] ?? match?.[3] ?? match?.[5] ?? match?.[7];
  const letter = match?.[2] ?? match?.[4] ?? match?.[6] ?? match?.[8];
  const status = Status.safeParse(letter?.toUpperCase());
  if (!status.success) {
    const [, behind = "", bracketed = "", spaced = ""] = text.match(WORD_BEHIND) ?? [];
    const [, front = "", number = ""] = text.match(WORD_IN_FRONT) ?? [];
    const said = behind === "" ? null : statusOf(bracketed || spaced);
    if (said) return { text: behind.trim(), status: said };
    const before = front === "" ? null : statusOf(front);
    if (before) return { text: number.trim(), status: before };
  }
  return rest !== undefined && status.success ? { text: rest.trim(), status: status.data } : { text, status: null };
}

function readEnds(text: string, rules: AmountRules): Outcome {
  const whole = readAmount(text, rules);
  if ("value" in whole) return { value: whole.value, low: null, high: null };
  const least = text.match(AT_LEAST)?.[1] ?? text.match(/^(.*\d.*)\+$/)?.[1];
  const most = text.match(AT_MOST)?.[1];
  const bound = least ?? most;
  if (bound !== undefined) {
    const end = readAmount(bound, rules);
    if ("refused" in end) return end;
    return { value: null, low: least === undefined ? null : end.value, high: least === undefined ? end.value : null };
  }
  const [, point = "", range = ""] = text.match(WITH_RANGE) ?? [];
  const both = point === "" ? null : readWithRange(text, point, range.trim(), rules);
  if (both) return both;
  if (!TO.test(text)) return whole;
  const between = readRange(text, rules);
  return "refused" in between ? between : { value: null, low: between.low, high: between.high };
}

function readRank(text: string, rules: CellRules): Outcome {
  const ranks = Object.entries(rules.ranks ?? {});
  const found = ranks.find(([step, name]) => step === text || name.toLowerCase() === text.toLowerCase());
  if (found) return { value: Number(found[0]), low: null, high: null };
  return { refused: `“${text}” is no step of ${rules.label}: ${ranks.map(([, name]) => name).join(", ")}` };
}

/**
 * Reads what somebody typed or pasted into a cell: `$10.2B`, `45%`, `1,234`, `(12)`, `60-65`, `~62`, `62.5E`,
 * `62 (60-65)`, a rank by its name. `n/a`, dashes and blanks are empty: missing is never zero. What contradicts the
 * measure's unit, is ambiguous or no number is refused with a sentence.
 */
export function parseCell(raw: string, rules: CellRules): ParsedCell {
  const plain = rules.ranks ? null : plainNumber(raw, rules);
  if (plain !== null) return { kind: "value", value: plain, low: null, high: null, status: null, approximate: false };
  const text = tidy(raw);
  if (NOTHING.test(text)) return { kind: "empty" };
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (EXCEL_ERROR.test(text)) return { kind: "refused", message: `“${short}” is a spreadsheet's error, not a value` };
  if (text.startsWith("=") && !rules.ranks) return calculated(calculate(text, rules));
  if (rules.ranks && readsAsRank(text, rules)) return outcome(readRank(text, rules), null, false);
  if (DATE.test(text)) return { kind: "refused", message: `“${short}” is a date and not a number` };
  if (text.length > MOST_LETTERS) return { kind: "refused", message: `“${short}” is no number` };
  if (DOTTED.test(text)) return { kind: "refused", message: `“${short}” has two points: write a range as 1-2` };
  const { text: bare, status } = splitStatus(text.replace(MARK, ""));
  if (status === "G" && GIGA.test(text.replace(MARK, "")) && rules.unit !== "%" && !rules.ranks)
    return { kind: "refused", message: `“${short}” can be guidance or a multiple: write it out` };
  const around = bare.replace(AROUND, "");
  const read = rules.ranks ? readRank(around, rules) : readEnds(around, rules);
  return outcome(read, status, around !== bare);
}

const readsAsRank = (text: string, rules: CellRules): boolean => !("refused" in readRank(text, rules));

function calculated(read: ReturnType<typeof calculate>): ParsedCell {
  if ("refused" in read) return { kind: "refused", message: read.refused };
  return { kind: "value", low: null, high: null, status: null, approximate: false, ...read };
}

function outcome(read: Outcome, status: Status | null, approximate: boolean): ParsedCell {
  if ("refused" in read) return { kind: "refused", message: read.refused };
  return { kind: "value", ...read, status, approximate };
}
