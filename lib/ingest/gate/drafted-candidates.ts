import type { Queryable } from "@/db/client";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { readNearestBefore } from "@/lib/store/read-history";
import type { Candidate } from "./candidate";

type Coded = { series: string; proposal: ProposedObservation };
type Before = { period: string; value: number };

/**
 * An analyst's values, each beside what it is held against: the value that is published for its very period, else the
 * nearest earlier one of its series, published or of the same draft, that is at most so many days older. Unlike a
 * connector's, they may be of any time and stand between published ones.
 */
export async function draftedCandidates(sql: Queryable, coded: readonly Coded[], days: number): Promise<Candidate[]> {
  const published = await readNearestBefore(
    sql,
    coded.map(({ series, proposal }) => ({ series, period: proposal.period })),
    days,
  );
  const drafted = new Map<string, Before>();
  const inOrder = coded.toSorted((a, b) => a.proposal.period.localeCompare(b.proposal.period));
  return inOrder.map(({ series, proposal }) => {
    const { period, value } = proposal;
    const stored = published.get(`${series} ${period}`) ?? null;
    const own = drafted.get(series) ?? null;
    if (value !== null) drafted.set(series, { period, value });
    if (stored?.period === period || !own) return { series, proposal, standing: stored };
    const near = Date.parse(period) - Date.parse(own.period) <= days * 86_400_000;
    const nearer = near && own.period >= (stored?.period ?? "");
    return { series, proposal, standing: nearer ? own : stored };
  });
}
