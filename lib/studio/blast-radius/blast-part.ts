/** One thing that will change: where it is seen, what it is, and how it reads before and after. */
export type BlastLine = {
  where: string;
  href: string | null;
  what: string;
  before: string | null;
  after: string | null;
  change: string | null;
};

/** All that changes of one kind. `finding` says it in a sentence; `total` counts also the lines that are left out. */
export type BlastPart = {
  kind: string;
  title: string;
  finding: string;
  lines: BlastLine[];
  total: number;
  note?: string;
};

export const LINES_SHOWN = 60;

/** A part from all its lines, of which the first are kept. */
export const partOf = (part: Omit<BlastPart, "total">): BlastPart => ({
  ...part,
  total: part.lines.length,
  lines: part.lines.slice(0, LINES_SHOWN),
});

/** `1 page`, `3 pages`, `1,200 values`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
