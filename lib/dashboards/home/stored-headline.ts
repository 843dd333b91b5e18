import { formatDay } from "@/lib/kernel/format";
import type { Observation } from "@/lib/store/rows";
import { observedCell } from "../cells";
import { observedPeriod } from "../dataset/table";
import { withGaps } from "../gaps";
import { ageLimit, lastDayOf, saidWhen } from "../telling/age";
import { tell } from "../telling/tell";
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

/** What else is said of the same matter for the same day or a later one: rival numbers, newer floors and ranges. */
export function besides(newest: Observation, standing: readonly Observation[]): Observation[] {
  const said = ({ value, low, high }: Observation): string => JSON.stringify([value, low, high]);
  return standing.filter(
    (one) => one.unit === newest.unit && lastDayOf(one) >= lastDayOf(newest) && said(one) !== said(newest),
  );
}

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
      const limit = ageLimit(reader, datasetOf(dataset));
      const valued = found.filter((one) => one.value !== null && leads(one));
      // What is still to come is not the news beside what has begun.
      const begun = valued.filter((one) => one.period <= formatDay(reader.asOf));
      const newest = (begun.length > 0 ? begun : valued).toSorted(newestFirst)[0];
      if (!newest) return null;
      const standing = found.filter((one) => leads(one) && one.period <= formatDay(reader.asOf));
      const details = besides(newest, standing).map((one) => tell(one, { decimals, limit }));
      const own = found.filter((one) => one.series === newest.series);
      const on = observedPeriod(newest);
      const said = saidWhen(newest, limit);
      return {
        key,
        label,
        href,
        unit: newest.unit,
        decimals,
        cell: observedCell(newest),
        on,
        period: said ? `${on}, said ${said.replace("of ", "on ")}` : on,
        ...(details.length > 0 ? { details: [`also said: ${details.join("; ")}`] } : {}),
        change: changeOn(own[own.indexOf(newest) - 1], newest),
        history: withGaps(
          own.map((one) => ({ day: one.period, value: one.value })),
          newest.frequency,
        ),
      };
    },
  };
}
