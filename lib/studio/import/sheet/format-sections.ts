/** When a section of a number format applies: `[>=1000000]`. */
export type Condition = { sign: "<" | "<=" | ">" | ">=" | "=" | "<>"; than: number };

/** One section of a number format, taken apart: what stands around the digits, and by what they are moved. */
export type Section = {
  condition: Condition | null;
  prefix: string;
  suffix: string;
  /** Whether it has a place for digits, and whether one of them shows a zero. */
  digits: boolean;
  zero: boolean;
  /** How many signs of percent it has, each of which shows a hundredth as one. */
  percent: number;
  /** How many commas behind the digits show a thousand as one. */
  thousands: number;
  /** Whether signs stand between the digits that do not group them, as in a telephone number. */
  odd: boolean;
};

type Token =
  | { kind: "literal" | "digits" | "text" | "percent"; text: string }
  | { kind: "condition"; condition: Condition }
  | { kind: "end" };

const TOKEN =
  /"([^"]*)"?|\\(.)|[_*](?:.|$)|\[\$([^\]]*)\]|\[(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\]|\[[^\]]*\]|(general)|([.,]*[0#?][0#?.,]*(?:e[+-][0#?]+)?)|(\/)(?=[\d?#])|(@)|(;)|([^])/giu;

const DOLLARS: Readonly<Record<string, string>> = {
  US: "$",
  "409": "$",
  "540A": "$",
  AU: "AUD",
  C09: "AUD",
  CA: "CAD",
  "1009": "CAD",
  C0C: "CAD",
  NZ: "NZD",
  "1409": "NZD",
  SG: "SGD",
  "1004": "SGD",
  "4809": "SGD",
  HK: "HKD",
  C04: "HKD",
  "3C09": "HKD",
  TW: "TWD",
  "404": "TWD",
  MX: "MXN",
  "80A": "MXN",
  AR: "ARS",
  "2C0A": "ARS",
  CL: "CLP",
  "340A": "CLP",
  CO: "COP",
  "240A": "COP",
};
const YENS: Readonly<Record<string, string>> = { CN: "CNY", "804": "CNY", JP: "JPY", "411": "JPY" };

/** The currency of `[$€-407]` or `[$$-en-AU]`: a sign that several countries use is told by the place. */
function currencyOf(bracket: string): string {
  const [sign = "", ...rest] = bracket.split("-");
  const place = (rest.at(-1) ?? "").toUpperCase().replace(/^0+/, "").replace(/^X/, "");
  if (place === "" || sign === "") return sign;
  if (sign === "$") return DOLLARS[place] ?? `$ (${rest.join("-")})`;
  return sign === "¥" || sign === "￥" ? (YENS[place] ?? sign) : sign;
}

function signOf(text: string): Condition["sign"] | null {
  return (["<=", ">=", "<>", "<", ">", "="] as const).find((one) => one === text) ?? null;
}

function* tokensOf(code: string): Generator<Token> {
  for (const match of code.matchAll(TOKEN)) {
    const [, quoted, escaped, currency, sign, than, general, digits, slash, text, end, other] = match;
    const literal = quoted ?? escaped ?? (currency === undefined ? undefined : currencyOf(currency)) ?? other;
    const compares = signOf(sign ?? "");
    if (compares) yield { kind: "condition", condition: { sign: compares, than: Number(than) } };
    else if (end) yield { kind: "end" };
    else if (text) yield { kind: "text", text };
    else if (general || digits || slash) yield { kind: "digits", text: digits ?? slash ?? "0" };
    else if (other === "%") yield { kind: "percent", text: other };
    else if (literal !== undefined) yield { kind: "literal", text: literal };
  }
}

/** Commas at the end of the whole part or of all digits move them by a thousand each; others group. */
function thousandsIn(digits: string): number {
  const [whole = "", ...rest] = digits.split(".");
  const commas = (text: string) => /,*$/.exec(text)?.[0].length ?? 0;
  return commas(whole) + (rest.length > 0 ? commas(rest.join(".")) : 0);
}

// Blanks, points and apostrophes part thousands where no comma may.
const GROUPS = /^[\s.,'’\u00a0\u202f]*$/;

function sectionOf(tokens: readonly Token[]): Section {
  const places = tokens.flatMap((one, at) => (one.kind === "digits" || one.kind === "text" ? [at] : []));
  const [first = tokens.length, last = -1] = [places[0], places.at(-1)];
  const literals = (from: number, to: number) =>
    tokens
      .slice(from, to)
      .map((one) => (one.kind === "literal" || one.kind === "percent" ? one.text : ""))
      .join("");
  const digits = tokens.map((one) => (one.kind === "digits" ? one.text : "")).join("");
  return {
    condition: tokens.flatMap((one) => (one.kind === "condition" ? [one.condition] : []))[0] ?? null,
    prefix: literals(0, first),
    suffix: last < 0 ? "" : literals(last + 1, tokens.length),
    digits: /[0#?]/.test(digits),
    zero: digits.includes("0"),
    percent: tokens.filter((one) => one.kind === "percent").length,
    thousands: digits.includes("/") ? 0 : thousandsIn(digits.replace(/e[+-].*$/i, "")),
    odd: last > first && !GROUPS.test(literals(first, last)),
  };
}

/** Takes a number format's code apart into the sections for numbers and the one for text. */
export function sectionsOf(code: string): { sections: Section[]; text: Section | null } {
  const parts: Token[][] = [[]];
  for (const token of tokensOf(code))
    if (token.kind === "end") parts.push([]);
    else parts.at(-1)?.push(token);
  const forText = (part: readonly Token[]) => part.some((one) => one.kind === "text");
  const own = parts.find(forText);
  const text = own ? sectionOf(own) : null;
  const sections = parts.slice(0, own && parts.indexOf(own) < 3 ? parts.indexOf(own) : 3).map(sectionOf);
  return { sections, text: text && (text.prefix + text.suffix).trim() !== "" ? text : null };
}
