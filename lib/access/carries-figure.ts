const DAY = String.raw`(?:19|20|21)\d\d(?:[-/](?:0?[1-9]|1[0-2])(?:[-/](?:0?[1-9]|[12]\d|3[01]))?)?`;
const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`;
/** What names a time or a thing rather than counting: days, quarters, versions, and words with digits as `H100` or `10-K`. */
const NAMES = new RegExp(
  [
    String.raw`\bv?\d+\.\d+\.\d+\b`,
    String.raw`\b(?:FY|Q|H|W)\s?\d{1,4}(?:\s?(?:FY)?\s?(?:19|20|21)?\d\d)?\b`,
    String.raw`\b[1-4]Q\s?(?:19|20)?\d\d\b`,
    String.raw`\b\d{1,2}\.?\s${MONTH}(?:\s${DAY})?\b`,
    String.raw`\b${MONTH}\s\d{1,2}(?:,?\s${DAY})?\b`,
    String.raw`(?<![\d.,$€£¥])\b${DAY}\b(?!\s*%|[.,]\d)`,
    String.raw`\b\d+-[A-Z]\b`,
    String.raw`\b[a-z]+[\w]*?\d\w*\b`,
  ].join("|"),
  "giu",
);

/** Whether a text of somebody's may give a figure away: it has digits that are no part of a date, version or name. */
export const carriesFigure = (text: string): boolean => /\p{Nd}/u.test(text.replace(NAMES, " "));
