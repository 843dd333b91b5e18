import type { Observation } from "@/lib/store/rows";

/** One publisher's cost of an accelerator, and one component of it in USD or percent, both stated for the same day. */
export type CostSplit = {
  accelerator: string;
  publisher: string;
  component: Observation;
  total: Observation;
  percent: number;
};

const MOST = 100;

/**
 * What part of an accelerator's cost a component is, in percent: as the publisher states it, else component over total
 * by the same publisher for the same day, of one accelerator, board or rack. Splits whose total is missing or is smaller
 * than the part are left out, since they count different things.
 */
export function partOfCost(observations: readonly Observation[], component: string): CostSplit[] {
  const key = (one: Observation) =>
    `${one.dims["accelerator"]} ${one.dims["scope"]} ${one.dims["publisher"]} ${one.period}`;
  const totals = new Map(
    observations.filter((one) => one.dims["component"] === "total" && one.unit !== "%").map((one) => [key(one), one]),
  );
  return observations.flatMap((one) => {
    const total = totals.get(key(one));
    if (one.dims["component"] !== component || one.value === null || !total?.value) return [];
    const percent = one.unit === "%" ? one.value : (100 * one.value) / total.value;
    if (percent > MOST) return [];
    return [
      {
        accelerator: one.dims["accelerator"] ?? "",
        publisher: one.dims["publisher"] ?? "",
        component: one,
        total,
        percent,
      },
    ];
  });
}
