import type { Reader } from "@/lib/access/reader";
import type { Cell } from "../figure";

/** One number of the strip on the home page, with its history for a sparkline and where its page is. */
export type Headline = {
  key: string;
  label: string;
  href: string;
  unit: string;
  decimals: number;
  cell: Cell;
  /** What the value is of, in a word: `Mar-25`, `2026Q2`, `2026-11-23`. It goes wherever the value goes. */
  on: string;
  /** What kind of number it is and how good, where that must go wherever the value goes: `rate card, grade B`. */
  kind?: string;
  /** The same with what else must be known of it. */
  period: string;
  /** What a reader needs to judge the number by, a line each. */
  details?: readonly string[];
  /** Against the one before, with its period: `+4.2% on 2025Q2`; null where there is none to compare with. */
  change: string | null;
  history: (number | null)[];
};

/** A headline is read from one dataset and is absent where the viewer may not read it or nothing is known. */
export type HeadlineSource = { dataset: string; load: (reader: Reader) => Promise<Headline | null> };
