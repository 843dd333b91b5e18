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
  period: string;
  /** What a reader needs to judge the number by, a line each. */
  details?: readonly string[];
  /** Against the period before, in words: `+4.2%`; null where there is none to compare with. */
  change: string | null;
  history: (number | null)[];
};

/** A headline is read from one dataset and is absent where the viewer may not read it or nothing is known. */
export type HeadlineSource = { dataset: string; load: (reader: Reader) => Promise<Headline | null> };
