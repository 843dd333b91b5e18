/** What a number format makes of a number. */
export type FormatKind = "plain" | "percent" | "date";

const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]);

/** The kind of a format by its number and, for those of the workbook's own, its code such as `mmm-yy` or `0.0%`. */
export function formatKind(id: number, code: string | undefined): FormatKind {
  if (code === undefined) return id === 9 || id === 10 ? "percent" : BUILT_IN_DATES.has(id) ? "date" : "plain";
  // Colours, conditions, quoted words, escaped and padding signs say nothing about the kind; elapsed time is a date.
  const bare = code
    .split(";")[0]
    ?.replace(/"[^"]*"/g, "")
    .replace(/\\.|_.|\*./g, "")
    .replace(/\[(?:h+|m+|s+)\]/gi, "h")
    .replace(/\[[^\]]*\]/g, "");
  if (!bare || /^general$/i.test(bare)) return "plain";
  if (bare.includes("%")) return "percent";
  return /[dyhs]|m{1,5}/i.test(bare.replace(/general|e[+-]/gi, "")) ? "date" : "plain";
}
