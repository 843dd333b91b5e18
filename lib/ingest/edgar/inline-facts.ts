import { type InlineContext, type InlineDocument, inlineDocument, type MarkedNumber } from "./inline-document";
import { shownNumber } from "./shown-number";

/**
 * A fact of an inline XBRL filing. `members` are its dimensions, axis to member. `decimals` says how exact it is, `row`
 * what stands before it in its row of a table.
 */
export type InlineFact = {
  tag: string;
  start: string;
  end: string;
  members: Readonly<Record<string, string>>;
  value: number;
  decimals: number;
  row: string;
};

/** `bad` are numbers that cannot be read; `foreign` are those of another unit than was asked for. */
export type InlineFacts = { facts: InlineFact[]; bad: string[]; foreign: { unit: string; sample: string }[] };

const sampleOf = ({ given, shown }: MarkedNumber): string =>
  `${given.get("name")} in ${given.get("contextref")}: ${shown.replaceAll(/\s+/g, " ").trim()}`.slice(0, 300);

// What a unit is called where the document does not declare it, which only excerpts do: usd, U_USD, iso4217_eur.
const NAMED = /^(?:u[_-]|unit[_-]?|iso4217[:_-])*([a-z]{3})$/i;

/** The currency of a number; null where its unit is none: shares, a ratio, or nothing that is declared. */
function currencyOf(ref: string, units: InlineDocument["units"]): string | null {
  const measures = units.get(ref);
  if (!measures) return NAMED.exec(ref)?.[1]?.toUpperCase() ?? null;
  const [only] = measures;
  return measures.length === 1 && only && /^iso4217:[a-z]{3}$/i.test(only) ? only.slice(-3).toUpperCase() : null;
}

function valueOf({ given, shown }: MarkedNumber): number | null {
  const plain = shownNumber(shown, given.get("format") ?? "");
  const scale = Number(given.get("scale") ?? "0");
  const sign = given.get("sign") ?? "";
  if (plain === null || !Number.isInteger(scale) || !/^-?$/.test(sign)) return null;
  const scaled = Math.round(plain * 10 ** scale);
  return sign === "-" && scaled !== 0 ? -scaled : scaled;
}

const decimalsOf = ({ given }: MarkedNumber): number => {
  const said = given.get("decimals") ?? "-99";
  return said === "INF" ? 99 : Number.isFinite(Number(said)) ? Number(said) : -99;
};

const halfStep = (decimals: number): number => 0.5 * 10 ** -Math.min(decimals, 9);

/** Whether two values may be one, each as exact as it says. */
const agree = (a: InlineFact, b: InlineFact): boolean =>
  Math.abs(a.value - b.value) <= halfStep(a.decimals) + halfStep(b.decimals);

type Span = Exclude<InlineContext, "other">;
type Asked = { marked: MarkedNumber; tag: string; context: Span | undefined };

/** The numbers of the tags that are about a span, or about a context that the document does not have. */
function askedFor({ contexts, numbers }: InlineDocument, tags: ReadonlySet<string>): Asked[] {
  return numbers.flatMap((marked) => {
    const { given } = marked;
    const tag = given.get("name") ?? "";
    const context = contexts.get(given.get("contextref") ?? "");
    const nil = ["true", "1"].includes(given.get("xsi:nil") ?? "");
    return tags.has(tag) && context !== "other" && !nil ? [{ marked, tag, context }] : [];
  });
}

/**
 * The facts of some tags in a filing's own inline XBRL, with the dimensions that the SEC's interfaces leave out. Of one
 * fact that stands in several places the most exact counts, and none where they contradict each other. What is marked as
 * a number and shows none, and what is in another unit than `currency`, is listed.
 */
export function inlineFacts(text: string, tags: ReadonlySet<string>, currency = "USD"): InlineFacts {
  const document = inlineDocument(text);
  const found = new Map<string, InlineFact>();
  const contradicted = new Set<string>();
  const [bad, foreign]: [string[], InlineFacts["foreign"]] = [[], []];
  for (const { marked, tag, context } of askedFor(document, tags)) {
    const sample = sampleOf(marked);
    // A filing cannot be made without units: only an excerpt leaves them out altogether.
    const ref = marked.given.get("unitref") ?? (document.units.size === 0 ? currency : "");
    const unit = currencyOf(ref, document.units);
    const value = valueOf(marked);
    if (unit !== currency) foreign.push({ unit: unit ?? (ref || "no unit"), sample });
    else if (!context || value === null) bad.push(sample);
    else {
      const fact = { tag, ...context, value, decimals: decimalsOf(marked), row: marked.row };
      const key = JSON.stringify([tag, context]);
      const known = found.get(key);
      if (known && !agree(known, fact)) {
        contradicted.add(key);
        bad.push(`${sample}, elsewhere ${known.value}`);
      }
      if (!known || fact.decimals > known.decimals) found.set(key, fact);
    }
  }
  return { facts: [...found].flatMap(([key, fact]) => (contradicted.has(key) ? [] : [fact])), bad, foreign };
}
