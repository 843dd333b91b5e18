import type { Tally } from "@/lib/studio/import/rows/faults";

const count = (number: number): string => number.toLocaleString("en-US");

/** What a file's rows come to, in a sentence. */
export function tallyWords({ rows, good, unchanged, empty, bad }: Tally): string {
  const parts = [
    `${count(good)} ${good === 1 ? "value changes" : "values change"} something`,
    `${count(unchanged)} ${unchanged === 1 ? "stands" : "stand"} already`,
    ...(empty > 0 ? [`${count(empty)} ${empty === 1 ? "cell is" : "cells are"} empty`] : []),
    `${count(bad)} ${bad === 1 ? "is" : "are"} rejected`,
  ];
  return `${count(rows)} ${rows === 1 ? "row" : "rows"}: ${parts.join(", ")}.`;
}
