import type { Measure } from "@/lib/datasets/define";
import { formatNumber } from "@/lib/kernel/format";
import { parseCell } from "../reading/parse-cell";
import { type Said, shiftOf } from "../reading/read-amount";
import { type DecimalSign, decimalSignOf, leavesDecimalOpen, readDigits } from "../reading/read-digits";
import { saysNothingNew } from "../reading/unit-heading";
import { shiftTo, stepOf } from "../reading/unit-words";
import type { PasteAnswers, PasteQuestion } from "./questions";

/** What is known of the values of a block before they are read: their texts, and the unit that they have to be in. */
export type Numbers = { texts: readonly string[]; unit: string; measure: Measure };

type Asked<T> = { found: T; questions: PasteQuestion[] };

const within = ({ min, max }: Measure, value: number): boolean =>
  (min === undefined || value >= min) && (max === undefined || value <= max);

function asValue(text: string, decimal: DecimalSign, { unit, measure }: Numbers): number | null {
  const read = parseCell(text, { label: measure.label, unit, decimal });
  return read.kind === "value" ? (read.value ?? read.low ?? read.high) : null;
}

/** The one way of writing decimals under which every open number keeps to the measure's bounds. */
function byBounds(open: readonly string[], numbers: Numbers): DecimalSign | null {
  const fits = (["point", "comma"] as const).filter((decimal) =>
    open.every((text) => {
      const value = asValue(text, decimal, numbers);
      return value !== null && within(numbers.measure, value);
    }),
  );
  return fits.length === 1 ? (fits[0] ?? null) : null;
}

/** How a block writes decimals: as it proves, as the measure's bounds leave it, else as somebody says. */
export function decimalOf(numbers: Numbers, { decimal: said }: PasteAnswers): Asked<DecimalSign> {
  const proved = decimalSignOf(numbers.texts);
  const open = numbers.texts.filter(leavesDecimalOpen);
  const sample = open[0];
  if (proved !== "auto" || sample === undefined) return { found: proved, questions: [] };
  const bounded = byBounds(open, numbers);
  if (bounded) return { found: bounded, questions: [] };
  const digits = sample.match(/\d[\d.,]*/)?.[0] ?? sample;
  const options = (["point", "comma"] as const).map((decimal) => {
    const read = readDigits(digits, decimal);
    const value = "digits" in read ? Number(read.digits).toLocaleString("en-US", { maximumFractionDigits: 3 }) : "";
    return { value: decimal, label: `${digits} is ${value}` };
  });
  const words = `“${sample}” can be thousands or decimals, and nothing in the block shows which.`;
  const question = {
    about: "decimal",
    key: "",
    words,
    options,
    likely: said ?? null,
    settled: said !== undefined,
  } as const;
  return { found: said ?? "auto", questions: [question] };
}

/** Whether values are fractions of one where percents are kept: all are below one, and what stands there is not. */
export function fractionsOf(
  numbers: Numbers,
  sizes: readonly (number | null)[],
  decimal: DecimalSign,
  { percent: said }: PasteAnswers,
): Asked<boolean> {
  if (numbers.unit !== "%") return { found: false, questions: [] };
  const plain = numbers.texts.filter((text) => !text.includes("%"));
  const values = plain.flatMap((text) => asValue(text, decimal, numbers) ?? []).map(Math.abs);
  const small = values.length > 0 && values.every((one) => one <= 1) && values.some((one) => one > 0 && one < 1);
  const known = sizes.flatMap((one) => one ?? []);
  if (!small || (known.length > 0 && known.every((one) => one <= 1))) return { found: false, questions: [] };
  const sample = plain.find((text) => (asValue(text, decimal, numbers) ?? 0) !== 0) ?? "";
  const value = asValue(sample, decimal, numbers) ?? 0;
  const options = [
    { value: "fractions", label: `${sample} is ${formatNumber(value * 100, "%", 2)}%` },
    { value: "percent", label: `${sample} is ${formatNumber(value, "%", 2)}%, as it stands` },
  ];
  const words = `All values are below 1, and ${numbers.measure.label} is kept in percent.`;
  const question = {
    about: "percent",
    key: "",
    words,
    options,
    likely: said ?? null,
    settled: said !== undefined,
  } as const;
  return { found: said === "fractions", questions: [question] };
}

/** What headings say of the unit, with the step left out that was said not to be meant; or which of them cannot hold. */
export function unitsSaid(
  said: readonly Said[],
  numbers: Numbers,
  { scale }: PasteAnswers,
): Asked<readonly Said[]> | { refused: Said; message: string } {
  const over = { label: numbers.measure.label, unit: numbers.unit };
  const news = said.filter((one) => !saysNothingNew(one, over));
  for (const one of news) {
    const shift = shiftTo(over.unit, over.label, one.words);
    if ("refused" in shift) return { refused: one, message: `“${one.from}”: ${shift.refused}` };
  }
  const stepped = news.find((one) => one.words.step !== null);
  if (!stepped) return { found: news, questions: [] };
  const sample = numbers.texts.find((text) => /^[-+(]?\d[\d.,]*\)?$/.test(text)) ?? "1";
  const value = asValue(sample, "auto", numbers) ?? 1;
  const words = { currency: null, step: stepped.words.step, unit: null };
  const shift = shiftOf(words, null, over);
  const moved =
    "exponent" in shift ? value * 10 ** shift.exponent : value * 10 ** (stepOf(stepped.words.step ?? "") ?? 0);
  const told = (one: number) =>
    `${sample} is ${one.toLocaleString("en-US", { maximumFractionDigits: 6 })} ${over.unit}`;
  const question = {
    about: "scale",
    key: "",
    words: `“${stepped.from}” says in what the numbers count.`,
    options: [
      { value: "heading", label: told(moved) },
      { value: "plain", label: `${told(value)}, as it stands` },
    ],
    likely: scale ?? "heading",
    settled: scale !== undefined,
  } as const;
  const without = news.map(({ from, words: one }) => ({ from, words: { ...one, step: null } }));
  return { found: scale === "plain" ? without : news, questions: [question] };
}
