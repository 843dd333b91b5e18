import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import { observedPeriod } from "../dataset/table";
import { withGaps } from "../gaps";
import { ageLimit, lastDayOf, saidWhen } from "../telling/age";
import { leadsOf } from "../telling/leading";
import { changeOn } from "../telling/change";
import { datasetOf } from "@/lib/datasets/registry";
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

const newestFirst = (a: Observation, b: Observation): number =>
  lastDayOf(b).localeCompare(lastDayOf(a)) || b.knownAt.localeCompare(a.knownAt) || a.series.localeCompare(b.series);

/**
 * A headline that is one stored series: its newest value whose source can be looked up, with its own history and the
 * change on the value before. Where nobody can look up any, there is no headline.
 */
export function storedHeadline({ key, label, href, dataset, measure, where, decimals }: Wanted): HeadlineSource {
  return {
    dataset,
    load: async (reader) => {
      const found = await reader.observations({ dataset, measure, where });
      const leads = await leadsOf(reader, found);
      const newest = found.filter((one) => one.value !== null && leads(one)).toSorted(newestFirst)[0];
      if (!newest) return null;
      const own = found.filter((one) => one.series === newest.series);
      const on = observedPeriod(newest);
      const said = saidWhen(newest, ageLimit(reader, datasetOf(dataset)));
      return {
        key,
        label,
        href,
        unit: newest.unit,
        decimals,
        cell: observedCell(newest),
        on,
        period: said ? `${on}, said ${said.replace("of ", "on ")}` : on,
        change: changeOn(own[own.indexOf(newest) - 1], newest),
        history: withGaps(
          own.map((one) => ({ day: one.period, value: one.value })),
          newest.frequency,
        ),
      };
    },
  };
}
