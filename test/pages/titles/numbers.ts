/** A number as a sentence writes it: its value, how far what it was rounded from may be away, and whether it has a unit. */
export type WrittenNumber = { text: string; at: number; value: number; within: number; unit: boolean };

const SCALE: Record<string, number> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
/** Everything by which a sentence says when. */
export const DATE = new RegExp(
  [
    String.raw`\d{4}-\d{2}-\d{2}`,
    String.raw`\b\d{4}-(?:0[1-9]|1[0-2])\b`,
    String.raw`\b\d{4}Q[1-4]\b`,
    String.raw`\b[12]H\d{2}\b`,
    String.raw`\b${MONTH}-\d{2}\b`,
    String.raw`\bFQ[1-4] \d{4}\b`,
    String.raw`\bFY\d{4}\b`,
    String.raw`\b(?:19|20)\d{2}\b(?![,.]?\d| ?(?:MW|GPUs|%|stacks|wafers))`,
  ].join("|"),
  "g",
);

/** Names with digits in them that no cell spells out: GPUs, memory, terms, offers, editions. */
const NAME =
  /\b(?:GB|VR|MI|TPU v|TPU|HBM|H|A|B|L|R|T|V|RTX ?|SXM|PCIe|x)\d+[A-Za-z0-9]*\b|\b\d+ ?GB\b|\b\d+-month\b|\b\d+ months?\b|\bClusterMAX \d\.\d\b|\bBig-\d\b|\bp5\.48xlarge\b|\bus-east-\d\b|first day = 100|\b3 providers in a month\b|\b3 providers or more\b|\bthe 3 providers that\b|\blast \d+ days\b|\bmethod \d+\.\d+\.\d+\b/g;

const NUMBER = /([−-]?)(\$|[A-Z]{3} )?(\d[\d,]*(?:\.\d+)?)([KMBT](?![A-Za-z]))?(%| pp\b| MW\b| GPUs\b|\/[A-Za-z-]+)?/g;

/** A sentence without what is called by a digit: the names, then dates, then products. */
function withoutNames(sentence: string, names: readonly string[]): string {
  const spelled = names
    .filter((one) => /\d/.test(one) && !/^[\d,.]+$/.test(one))
    .toSorted((a, b) => b.length - a.length);
  // Of the same length, so that a number stays where it is.
  const hide = (text: string) => "§".repeat(text.length);
  return spelled
    .reduce((text, name) => text.replaceAll(name, hide(name)), sentence)
    .replace(DATE, hide)
    .replace(NAME, hide);
}

/** The numbers that a sentence states, without its dates and names. Both ends of `60–65%` have its unit. */
export function numbersIn(sentence: string, names: readonly string[] = []): WrittenNumber[] {
  const clean = withoutNames(sentence, names);
  const found = [...clean.matchAll(NUMBER)].map((match) => {
    const [text, sign = "", currency, digits = "", suffix, unit] = match;
    const scale = suffix ? (SCALE[suffix] ?? 1) : 1;
    const decimals = digits.split(".")[1]?.length ?? 0;
    const value = Number(digits.replaceAll(",", "")) * scale * (sign && match.index === 0 ? -1 : 1);
    const within = 0.5 * 10 ** -decimals * scale * 1.001;
    const range = /^[–]| to [$]?[\d]/.test(clean.slice(match.index + text.length, match.index + text.length + 5));
    return { text, at: match.index, value, within, unit: Boolean(currency ?? suffix ?? unit), range };
  });
  return found.map(({ range, ...one }, at) => ({
    ...one,
    unit: one.unit || (range && (found[at + 1]?.unit ?? false)),
  }));
}

/** Whether a number may have been written from that value, in either sign. */
export const writes = (number: WrittenNumber, value: number): boolean =>
  Math.abs(Math.abs(number.value) - Math.abs(value)) <= number.within + Math.abs(value) * 1e-12;
