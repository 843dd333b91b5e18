import type { DateOrder } from "../reading/read-day";

type Order = Exclude<DateOrder, null>;

/** What somebody has said about a block; by column and by name where it is about one of them. */
export type PasteAnswers = {
  dates?: Order | undefined;
  decimal?: "point" | "comma" | undefined;
  percent?: "fractions" | "percent" | undefined;
  scale?: "heading" | "plain" | undefined;
  fiscal?: "calendar" | undefined;
  /** What a column of names is: a dimension's key, or `nothing`. */
  columns?: Readonly<Record<string, string>> | undefined;
  /** Which value of a dimension a name means, by `dimension name`; `skip` leaves its rows out. */
  names?: Readonly<Record<string, string>> | undefined;
  /** What a line without values means for the rows below it, by its text: a heading alone, or names that are not known. */
  sections?: Readonly<Record<string, string>> | undefined;
  /** Which value of a dimension the block is of, where a title names another than the row pasted at; by dimension. */
  titles?: Readonly<Record<string, string>> | undefined;
  /** On which day the period of a column ends in a series, by `series column`. */
  ends?: Readonly<Record<string, string>> | undefined;
};

/** One way to answer: what it is called, and what it says. */
export type PasteOption = { value: string; label: string };

/** Something about a block that only the person who pastes it can say. */
export type PasteQuestion = {
  about: "dates" | "decimal" | "percent" | "scale" | "fiscal" | "column" | "section" | "title" | "end";
  /** The column, line or cell that a question of its own is about; empty for those about the whole block. */
  key: string;
  words: string;
  options: readonly PasteOption[];
  /** What was answered, or what is likely; null where nothing is. */
  likely: string | null;
  /** Whether it has been answered. */
  settled: boolean;
};

/** By what a name of a dimension is answered. */
export const nameKey = (dimension: string, text: string): string => `${dimension} ${text}`;

/** Answers with one more of them. */
export function answered(
  answers: PasteAnswers,
  { about, key }: Pick<PasteQuestion, "about" | "key">,
  value: string,
): PasteAnswers {
  if (about === "column") return { ...answers, columns: { ...answers.columns, [key]: value } };
  if (about === "section") return { ...answers, sections: { ...answers.sections, [key]: value } };
  if (about === "title") return { ...answers, titles: { ...answers.titles, [key]: value } };
  if (about === "end") return { ...answers, ends: { ...answers.ends, [key]: value } };
  return { ...answers, [about]: value };
}
