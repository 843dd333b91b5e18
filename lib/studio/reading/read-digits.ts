/** How a block writes decimals: by point, by comma, not known yet, or both ways so that nothing can be assumed. */
export type DecimalSign = "point" | "comma" | "auto" | "mixed";

/** Digits with a plain decimal point, or why they cannot be read. */
export type Digits = { digits: string } | { refused: string };

const GROUPED = (sign: string) => new RegExp(`^[1-9]\\d{0,2}(?:${sign}\\d{3})+$`);
const GROUPED_BY = { ",": GROUPED(","), ".": GROUPED("\\.") } as const;
const BLANK_GROUPS = /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/;

// As India groups: hundreds by three, everything above by two.
const INDIAN_GROUPS = /^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?$/;

const both = (text: string, comma: string, point: string): Digits => ({
  refused: `“${text}” can be read as ${comma} or as ${point}: write it without a separator for thousands`,
});

/** Both signs stand in it: the last one is the decimal sign where the other groups by threes. */
function withBoth(text: string): Digits {
  const decimal = text.lastIndexOf(",") > text.lastIndexOf(".") ? "," : ".";
  const group = decimal === "," ? "." : ",";
  const at = text.lastIndexOf(decimal);
  const [whole, rest] = [text.slice(0, at), text.slice(at + 1)];
  const grouped = GROUPED_BY[group].test(whole) && /^\d+$/.test(rest);
  return grouped
    ? { digits: `${whole.replaceAll(group, "")}.${rest}` }
    : { refused: `“${text}” mixes points and commas in a way that is no number` };
}

/** One of the two signs stands in it once, and three digits follow: thousands or decimals. */
function withThree(text: string, sign: "," | ".", decimal: DecimalSign): Digits {
  const [thousands, fraction] = [text.replace(sign, ""), text.replace(sign, ".")];
  if (decimal === "mixed") return both(text, thousands, fraction);
  const fractional = decimal === "comma" ? sign === "," : sign === ".";
  return { digits: fractional ? fraction : thousands };
}

function withOne(text: string, sign: "," | ".", decimal: DecimalSign): Digits {
  const pieces = text.split(sign);
  if (pieces.length > 2)
    return GROUPED_BY[sign].test(text)
      ? { digits: text.replaceAll(sign, "") }
      : { refused: `“${text}” groups its digits in a way that is no number` };
  if (GROUPED_BY[sign].test(text)) return withThree(text, sign, decimal);
  return { digits: text.startsWith(sign) ? `0.${text.slice(1)}` : text.replace(sign, ".") };
}

/**
 * The digits of a number without sign, as `1234.5`. `1,234.5` and `1.234,5` tell by themselves what is what, `.5` is a
 * half; `1,234` is a thousand and more where nothing says that commas are decimals, and refused where a block writes
 * both ways.
 */
export function readDigits(text: string, decimal: DecimalSign = "auto"): Digits {
  if (INDIAN_GROUPS.test(text) && decimal !== "comma") return { digits: text.replaceAll(",", "") };
  const bare = BLANK_GROUPS.test(text) ? text.replace(/[ '’]/g, "") : text;
  if (!/^[\d.,]*\d[\d.,]*$/.test(bare)) return { refused: `“${text}” is no number` };
  const [comma, point] = [bare.includes(","), bare.includes(".")];
  if (comma && point) return withBoth(bare);
  if (comma) return withOne(bare, ",", decimal);
  if (point) return withOne(bare, ".", decimal);
  return { digits: bare };
}

const NUMBERS = /(?:\d{1,3}(?:[ '’\u00a0\u2007\u2009\u202f]\d{3})+|\d|[.,](?=\d))[\d.,]*/g;

/** What one number proves about the decimal sign: two groups prove what groups, and with it what does not. */
function proofOf(number: string): "point" | "comma" | null {
  const [comma, point] = [number.lastIndexOf(","), number.lastIndexOf(".")];
  if (INDIAN_GROUPS.test(number)) return "point";
  if (comma >= 0 && point >= 0) return comma > point ? "comma" : "point";
  const sign = comma >= 0 ? "," : point >= 0 ? "." : null;
  if (sign === null) return null;
  const [itself, other] = sign === "," ? (["comma", "point"] as const) : (["point", "comma"] as const);
  const pieces = number.split(sign);
  if (pieces.length > 2) return GROUPED_BY[sign].test(number) ? other : null;
  return GROUPED_BY[sign].test(number) ? null : itself;
}

const numbersIn = (text: string): string[] =>
  [...text.matchAll(NUMBERS)].map(([number]) => number.replace(/[.,]+$/, ""));

// What nearly every number is that proves anything, or nothing: one point that parts no three digits, or none.
const POINTED = /^-?\d+\.(?:\d{1,2}|\d{4,})$/;
const WHOLE = /^-?\d+$/;

/** The decimal sign that the texts of one block agree on; `mixed` where they contradict each other. */
export function decimalSignOf(texts: Iterable<string>): DecimalSign {
  const proofs = new Set<"point" | "comma">();
  for (const text of texts) {
    if (WHOLE.test(text)) continue;
    if (POINTED.test(text)) proofs.add("point");
    else
      for (const number of numbersIn(text)) {
        const proof = proofOf(number);
        if (proof) proofs.add(proof);
      }
  }
  if (proofs.size > 1) return "mixed";
  return [...proofs][0] ?? "auto";
}

/** Whether a number in the text could be thousands or decimals, as `1.234` can. */
export const leavesDecimalOpen = (text: string): boolean =>
  numbersIn(text).some((number) => /^[1-9]\d{0,2}[.,]\d{3}$/.test(number));
