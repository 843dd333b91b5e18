import { formatChange, formatPoints } from "@/lib/kernel/format";
import { observedCell } from "../cells";
import { observedPeriod } from "../dataset/table";
import { withGaps } from "../gaps";
import type { HeadlineSource } from "./headline";

type Wanted = {
  key: string;
  label: string;
  href: string;
  dataset: string;
  measure: string;
  where: Record<string, string>;
  decimals: number;
};

/** A headline that is one stored series: its newest value, its history and the change on the value before. */
export function storedHeadline({ key, label, href, dataset, measure, where, decimals }: Wanted): HeadlineSource {
  return {
    dataset,
    load: async (reader) => {
      const observations = (await reader.observations({ dataset, measure, where })).toSorted((a, b) =>
        a.period.localeCompare(b.period),
      );
      const newest = observations.at(-1);
      const before = observations.at(-2);
      if (!newest || newest.value === null) return null;
      const comparable = before?.value && before.series === newest.series ? before.value : null;
      const share = newest.unit === "%";
      const change =
        comparable === null
          ? null
          : share
            ? formatPoints(newest.value - comparable)
            : formatChange((100 * (newest.value - comparable)) / comparable);
      return {
        key,
        label,
        href,
        unit: newest.unit,
        decimals,
        cell: observedCell(newest),
        period: observedPeriod(newest),
        change,
        history: withGaps(
          observations.map((one) => ({ day: one.period, value: one.value })),
          newest.frequency,
        ),
      };
    },
  };
}
