import type { Tally } from "@/lib/studio/import/rows/faults";

const count = (number: number): string => number.toLocaleString("en-US");

/** A number of things: `1 row`, `2,000 rows`. */
export const many = (number: number, one: string): string => `${count(number)} ${one}${number === 1 ? "" : "s"}`;

/** What a file's rows come to, in a sentence. `skipped` counts what somebody has chosen to leave out. */
export function tallyWords({ rows, good, unchanged, empty, bad, badRows }: Tally, skipped = 0): string {
  const rejected = `${many(bad, "place")} in ${many(badRows, "row")} ${bad === 1 ? "is" : "are"} rejected`;
  const parts = [
    `${count(good)} ${good === 1 ? "value changes" : "values change"} something`,
    `${count(unchanged)} ${unchanged === 1 ? "stands" : "stand"} already`,
    ...(empty > 0 ? [`${count(empty)} ${empty === 1 ? "cell is" : "cells are"} empty`] : []),
    ...(skipped > 0 ? [`${count(skipped)} ${skipped === 1 ? "is" : "are"} left out`] : []),
    bad === 0 ? "nothing is rejected" : rejected,
  ];
  return `${many(rows, "row")}: ${parts.join(", ")}.`;
}
