import { addTo } from "@/lib/kernel/group-by";
import { periodEnd } from "@/lib/kernel/period";
import { type Choice, chooseBasis, type Stated } from "./capex-basis";
import { computedStatus } from "./computed-status";
import { calendarStart } from "./capex-calendar";
import { standingAt } from "./capex-point-in-time";
import { completeSum } from "./capex-sum";

/**
 * The quarters of a group as if it were one company: the sum of its members in a calendar quarter, from each moment on
 * at which it was complete and had changed. A quarter that is no longer complete is withdrawn.
 */
export function groupVintages<T extends Stated>(vintages: readonly T[], members: readonly string[]): Stated[] {
  const byQuarter = new Map<string, T[]>();
  for (const one of vintages) {
    if (one.frequency !== "quarter") continue;
    const start = calendarStart(one);
    addTo(byQuarter, start, one);
  }
  return [...byQuarter].flatMap(([period, rows]) => {
    const first = rows[0];
    if (!first) return [];
    const made: Stated[] = [];
    for (const knownAt of [...new Set(rows.map((one) => one.knownAt))].toSorted()) {
      const { sum, sources, statuses } = sumAt(rows, members, knownAt);
      const before = made.at(-1)?.value ?? null;
      if (sum === before) continue;
      const base = {
        series: `${members.join("+")} ${first.dims["line"]}`,
        dims: { basis: "derived" },
        unit: first.unit,
      };
      const status = sum === null ? ("W" as const) : computedStatus(statuses);
      const when = {
        frequency: "quarter" as const,
        period,
        periodEnd: periodEnd(period, "quarter"),
        periodLabel: null,
      };
      const [source = first.source] = sources;
      made.push({ ...base, ...when, value: sum, status, knownAt, source, sources });
    }
    return made;
  });
}

function sumAt<T extends Stated>(rows: readonly T[], members: readonly string[], moment: string) {
  const standing = standingAt(rows, moment);
  const chosen = members.flatMap((member): [string, Choice<T>][] => {
    const own = standing.filter((one) => one.dims["company"] === member);
    // Two fiscal quarters in one calendar quarter: neither stands for it.
    const clash = new Set(own.map((one) => one.period)).size > 1;
    const choice = clash ? null : chooseBasis(own);
    return choice ? [[member, choice]] : [];
  });
  const sources = [...new Set(chosen.map(([, one]) => one.chosen.source))];
  const statuses = chosen.map(([, one]) => one.chosen.status);
  return { ...completeSum(members, new Map(chosen.map(([member, one]) => [member, one.value]))), sources, statuses };
}
