import { movedBy } from "@/lib/studio/reading/read-amount";
import { decimalSignOf, readDigits } from "@/lib/studio/reading/read-digits";
import type { Question } from "../rows/profile";
import { type Encoding, encodingWord } from "../sheet/encoding";
import type { EncodingSample } from "../sheet/guess-encoding";
import type { UnitQuestion } from "../rows/unit-profile";

/** Something that only the analyst can say about a file: in words, with every answer that it can have. */
export type AskedQuestion = {
  about: string;
  /** The column, or the place, that it is about. */
  column: string;
  samples: readonly string[];
  /** What is to be decided, as the rest of a sentence that begins with column and samples. */
  words: string;
  choices: readonly { value: string; label: string }[];
  /** The answer that is likely; null where none is. */
  likely: string | null;
};

const monthName = new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" });

/** What a sample means read one way: `1.250` is 1,250 where points part thousands. */
function asNumber(sample: string, decimal: "point" | "comma"): string {
  const digits = sample.replace(/[^\d.,]/g, "");
  const plain = decimal === "point" ? digits.replaceAll(",", "") : digits.replaceAll(".", "").replace(",", ".");
  return Number(plain).toLocaleString("en-US", { maximumFractionDigits: 3 });
}

function asDay(sample: string, order: "dmy" | "mdy" | "ymd"): string {
  const parts = sample.trim().split(/[/.-]/);
  const at = (letter: string) => parts[order.indexOf(letter)] ?? "";
  const month = Number(at("m"));
  if (!(month >= 1 && month <= 12)) return "no day";
  const year = at("y").length === 2 ? `20${at("y")}` : at("y");
  return `${Number(at("d"))} ${monthName.format(Date.UTC(2000, month - 1, 1))} ${year}`;
}

/** A sample moved by a power of ten, in words; as it stands where it is no plain number. */
function moved(sample: string, exponent: number): string {
  const read = readDigits(sample.replace(/[^\d.,]/g, ""), decimalSignOf([sample]));
  if ("refused" in read) return sample;
  return movedBy(Number(read.digits), exponent).toLocaleString("en-US", { maximumFractionDigits: 6 });
}

function askUnit(question: UnitQuestion): AskedQuestion {
  const { about, column, samples } = question;
  const sample = samples[0] ?? "";
  switch (question.about) {
    case "scale": {
      const { unit, exponent, setting } = question;
      const choices = [
        { value: "heading", label: `as the heading says: ${sample} is ${moved(sample, exponent)} ${unit}` },
        { value: "plain", label: `the heading is not meant: ${sample} is ${moved(sample, setting)} ${unit}` },
      ];
      const words = "stands under a heading that says what its numbers count in.";
      return { about, column, samples, words, choices, likely: "heading" };
    }
    case "percent": {
      const choices = [
        { value: "fractions", label: `${sample} is ${moved(sample, 2)}%` },
        { value: "percent", label: `${sample} is ${sample}%, as it stands` },
      ];
      const words = "can be fractions of one: no value is above 1, and percents are kept here.";
      return { about, column, samples, words, choices, likely: null };
    }
    case "unit": {
      const choices = [
        { value: "take", label: "It says the unit of each row: rows in another unit are refused" },
        { value: "ignore", label: `It is not meant: all values are in ${question.unit}` },
      ];
      const words = "says in what each row is, and the column is not taken.";
      return { about, column, samples, words, choices, likely: "take" };
    }
  }
}

/** A question that the columns leave open, in words and with its answers. */
export function askedOf(question: Question): AskedQuestion {
  if (question.about !== "decimal" && question.about !== "dates") return askUnit(question);
  const { about, column, samples } = question;
  const sample = samples[0] ?? "";
  if (question.about === "decimal") {
    const choices = (["point", "comma"] as const).map((value) => ({
      value,
      label: `${sample} is ${asNumber(sample, value)}`,
    }));
    const words = "can be thousands or decimals, and nothing in the column shows which.";
    return { about, column, samples, words, choices, likely: null };
  }
  const choices = question.orders.map((value) => ({ value, label: `${sample} is ${asDay(sample, value)}` }));
  const words = "can be read in more than one order of day, month and year, and nothing in the column shows which.";
  return { about, column, samples, words, choices, likely: question.likely };
}

const many = (count: number, one: string): string => `${count.toLocaleString("en-US")} ${one}${count === 1 ? "" : "s"}`;

/** Whether what is hidden in a sheet belongs to what its author wants to say. */
export function askHidden(given: {
  rows: number;
  lines: string;
  columns: readonly string[];
  filter: string | null;
  samples: readonly string[];
}): AskedQuestion {
  const { rows, lines, columns, filter, samples } = given;
  const parts = [
    ...(rows > 0 ? [`${many(rows, "row")} (${lines})`] : []),
    ...(columns.length > 0
      ? [
          `${many(columns.length, "column")} of values (${columns.slice(0, 6).join(", ")}${columns.length > 6 ? " …" : ""})`,
        ]
      : []),
  ];
  const why = filter && rows > 0 ? `, by a filter on ${filter} or by hand` : "";
  const one = rows + columns.length === 1;
  return {
    about: "hidden",
    column: parts.join(" and "),
    samples,
    words: `${one ? "is" : "are"} hidden in the sheet${why}.`,
    choices: [
      { value: "leave", label: `Leave ${one ? "it" : "them"} out: only what can be seen is meant` },
      { value: "take", label: `Take ${one ? "it" : "them"} like the others` },
    ],
    likely: null,
  };
}

/** Whether formulas that show 0 were calculated, where the workbook does not tell. */
export function askZeros(count: number, cells: readonly string[]): AskedQuestion {
  return {
    about: "zeros",
    column: many(count, "formula"),
    samples: cells,
    words: `${count === 1 ? "shows" : "show"} 0, no formula of the sheet shows anything else, and the file does not say whether it was ever calculated.`,
    choices: [
      { value: "refuse", label: "They were not calculated: refuse them by name" },
      { value: "take", label: "They are zeros: take them" },
    ],
    likely: "refuse",
  };
}

/** Whether results hold that a workbook stores, and asks to be calculated anew. */
export function askStale(count: number): AskedQuestion {
  return {
    about: "zeros",
    column: many(count, "formula"),
    samples: [],
    words: `${count === 1 ? "has a stored result" : "have stored results"}, and the file asks to be calculated anew when it is opened: they may be of before its last change.`,
    choices: [
      { value: "refuse", label: "They may be old: refuse them by name" },
      { value: "take", label: "They are right as they stand: take them" },
    ],
    likely: null,
  };
}

/** In which encoding a text is, where words of it are taken and only a person can see it. */
export function askEncoding(samples: readonly EncodingSample[], likely: Encoding | null): AskedQuestion {
  const choices = samples.map(({ encoding, words }) => ({
    value: encoding,
    label: `${words} · ${encodingWord[encoding]}`,
  }));
  const words =
    "is not in UTF-8, and too few of its signs show what it is in: choose the line that reads as it was written.";
  return { about: "encoding", column: "The text", samples: [], words, choices, likely };
}
