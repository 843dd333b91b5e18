import { type Condition, type Section, sectionsOf } from "./format-sections";

/** What a number format makes of a number: nothing, a percentage, a date, or words and steps around its digits. */
export type NumberFormat =
  | { kind: "plain" | "percent" | "date" }
  | { kind: "shown"; sections: readonly Section[]; text: Section | null };

const PLAIN: NumberFormat = { kind: "plain" };
const PERCENT: NumberFormat = { kind: "percent" };
const DATE: NumberFormat = { kind: "date" };

const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

/** Formats that a workbook names by number alone; those of money and negative numbers, as Excel shows them. */
const BUILT_IN: Readonly<Record<number, string>> = {
  5: '"$"#,##0_);\\("$"#,##0\\)',
  6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
  7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
  8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
  42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
  44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
};

/** Whether the letters of a section stand for parts of a date. Digits beside them make them words: `0.0 USD`. */
function isDate(code: string): boolean {
  // Colours, conditions, quoted words, escaped and padding signs say nothing about the kind; elapsed time is a date.
  const bare = code
    .replace(/"[^"]*"/g, "")
    .replace(/\\.|_.|\*./g, "")
    .replace(/\[(?:h+|m+|s+)\]/gi, "h")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/s\.0+/gi, "s")
    .split(";")[0];
  if (!bare || /^\s*general/i.test(bare) || /[0#?]/.test(bare)) return false;
  return /[dyhsm]/i.test(bare);
}

const worded = ({ prefix, suffix, thousands, odd }: Section): boolean =>
  prefix.trim() !== "" || suffix.trim() !== "" || thousands > 0 || odd;
const isPercent = ({ percent, prefix, suffix, thousands }: Section): boolean =>
  percent === 1 && thousands === 0 && (prefix + suffix).trim() === "%";

/** Sections that differ by signs, brackets and colours alone add nothing to what the number itself says. */
const SIGNS = /^[\s()+\-–—−▲△▼▽]*$/;
const signsAlone = ({ prefix, suffix, thousands, odd, digits }: Section): boolean =>
  !odd && digits && thousands === 0 && SIGNS.test(prefix) && SIGNS.test(suffix);

function sameSign(section: Section): Section {
  const bare = (text: string) => text.replace(/[()+\-–—−▲△▼▽]/g, "");
  return { ...section, prefix: bare(section.prefix), suffix: bare(section.suffix) };
}

/** The format of a style by its number and, for those of the workbook's own, its code such as `mmm-yy` or `0.0%`. */
export function readFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined && BUILT_IN_DATES.has(id)) return DATE;
  if (code === undefined && (id === 9 || id === 10)) return PERCENT;
  const written = code ?? BUILT_IN[id];
  if (written === undefined || /^\s*(?:general|@)?\s*$/i.test(written)) return PLAIN;
  if (isDate(written)) return DATE;
  const { sections, text } = sectionsOf(written);
  const [first] = sections;
  if (!first) return text ? { kind: "shown", sections, text } : PLAIN;
  const all = sections.slice(0, 2).map((one, at) => (at === 0 ? one : sameSign(one)));
  if (all.every(isPercent) && sections.every((one) => one.digits)) return PERCENT;
  return sections.every(signsAlone) && !worded(first) && !text ? PLAIN : { kind: "shown", sections, text };
}

function holds({ sign, than }: Condition, number: number): boolean {
  switch (sign) {
    case "<":
      return number < than;
    case "<=":
      return number <= than;
    case ">":
      return number > than;
    case ">=":
      return number >= than;
    case "=":
      return number === than;
    case "<>":
      return number !== than;
  }
}

/** The section that shows a number: by its conditions, else positive, negative, zero. */
export function sectionFor(sections: readonly Section[], number: number): Section | undefined {
  const [first, second, third] = sections;
  if (sections.some((one) => one.condition)) {
    const fitting = sections.find((one) => one.condition && holds(one.condition, number));
    // Where the first alone has a condition, the second is for negative numbers only if a third is there.
    const others = sections.filter((one) => !one.condition);
    if (fitting) return fitting;
    return others.length > 1 && number >= 0 ? others[1] : others[0];
  }
  if (number < 0 && second) return { ...sameSign(second) };
  return number === 0 && third ? third : first;
}
