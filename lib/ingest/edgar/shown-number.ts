const DIGITS = String.raw`\d+`;
const GROUPED = {
  dot: new RegExp(String.raw`^(${DIGITS}|\d{1,3}(,\d{3})+)?(\.\d+)?$`),
  indian: new RegExp(String.raw`^(${DIGITS}|\d{1,2}(,\d{2})*,\d{3})?(\.\d+)?$`),
  comma: new RegExp(String.raw`^(${DIGITS}|\d{1,3}(\.\d{3})+)?(,\d+)?$`),
  apostrophe: new RegExp(String.raw`^(${DIGITS}|\d{1,3}(['’]\d{3})+)?([.,]\d+)?$`),
};

/** What a format of the transformation registry means, by its name in lower case without prefix and dashes. */
const ZERO = /^(fixedzero|zerodash|numdash)$/;
const WORDS = /^(numwordsen|numwordsin)$/;
const DOT = /^num(dot|commadot|spacedot)(decimal)?$/;
const COMMA = /^num(comma|dotcomma|spacecomma)(decimal)?$/;

function grammarOf(name: string): keyof typeof GROUPED | null {
  if (name === "" || DOT.test(name)) return "dot";
  if (COMMA.test(name)) return "comma";
  if (/^numdotdecimalin$/.test(name)) return "indian";
  return /^num(dot|comma)decimalapos$/.test(name) ? "apostrophe" : null;
}

/**
 * The number that a filing shows, unscaled and without its sign, read by its `format` (`ixt:num-dot-decimal`); null where
 * what is shown is none under that format. A dash is zero only where the format says so.
 */
export function shownNumber(shown: string, format: string): number | null {
  const name = format
    .slice(format.indexOf(":") + 1)
    .toLowerCase()
    .replaceAll("-", "");
  if (ZERO.test(name)) return 0;
  const plain = shown.replaceAll(/[\s\u200b\u2060\ufeff]/g, "");
  if (WORDS.test(name) && /^(no|none|nil|zero)$/i.test(plain)) return 0;
  const grammar = WORDS.test(name) ? "dot" : grammarOf(name);
  if (!grammar || plain === "" || !GROUPED[grammar].test(plain)) return null;
  const text = {
    dot: () => plain.replaceAll(",", ""),
    indian: () => plain.replaceAll(",", ""),
    comma: () => plain.replaceAll(".", "").replace(",", "."),
    apostrophe: () => plain.replaceAll(/['’]/g, "").replace(",", "."),
  }[grammar]();
  return Number.isFinite(Number(text)) ? Number(text) : null;
}
