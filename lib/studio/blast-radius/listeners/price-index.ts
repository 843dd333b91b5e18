import { dayBefore, decideAll } from "@/lib/indices/decide-indices";
import { REWALKED_DAYS } from "@/lib/indices/decide-rate-cards";
import { sameFamily } from "@/lib/indices/form-factors";
import { now } from "@/lib/kernel/clock";
import { formatValue } from "@/lib/kernel/format";
import { readAssessments } from "@/lib/store/assessments";
import { readRateCards } from "@/lib/store/rate-cards";
import type { Queryable } from "@/db/client";
import { changeWords } from "../diff-table";
import { type BlastLine, counted, type Listener, partOf } from "../listener";

const UNIT = "USD/GPU-hour";

type Key = { gpu: string; segment: string; tenor: string; day: string };
type Level = Key & { value: number | null; status: string; kind: "assessed" | "rate card" };

const keyOf = ({ gpu, segment, tenor, day, kind }: Level): string => [gpu, segment, tenor, day, kind].join(" ");

/** The levels as they will stand after the index's next run over that store: those that stand, and what it decides. */
async function levelsOf(sql: Queryable, gpus: readonly string[]): Promise<Map<string, Level>> {
  const { assessed, cards } = await decideAll(sql, { gpus });
  const from = dayBefore(now().toISOString().slice(0, 10), REWALKED_DAYS);
  const levels: Level[] = [
    ...(await readAssessments(sql, { gpus })).map((one) => ({ ...one, kind: "assessed" as const })),
    ...assessed.map(({ decision, ...key }) => ({ ...key, ...decision, kind: "assessed" as const })),
    ...[...(await readRateCards(sql, { gpus, from })), ...cards].map((one) => ({
      ...one,
      status: `grade ${one.grade}`,
      kind: "rate card" as const,
    })),
  ];
  return new Map(
    levels.map(({ gpu, segment, tenor, day, value, status, kind }) => {
      const one = { gpu, segment, tenor, day, value, status, kind };
      return [keyOf(one), one];
    }),
  );
}

const written = (one: Level | undefined): string | null =>
  !one || one.value === null ? null : `${formatValue(one.value, UNIT, 4)}, ${one.status}`;

function lineOf(before: Level | undefined, after: Level): BlastLine {
  const { gpu, segment, tenor, day, kind } = after;
  return {
    where: `Price index ${gpu}, ${segment}, ${tenor}${kind === "assessed" ? "" : `, ${kind}`}`,
    href: `/prices/assessment?${new URLSearchParams({ gpu, segment, tenor, day }).toString()}`,
    what: day,
    before: written(before),
    after: written(after),
    change: changeWords(before?.value, after.value, UNIT),
  };
}

/**
 * The GPU price index, which is computed from published prices at its own next run: the same computation over the store
 * as it is and as it would be. It changes only days that its methodology still lets be restated.
 */
export const priceIndex: Listener = {
  kind: "price-index",
  watch: async ({ db, draft, series }) => {
    const gpus = [...new Set(series.flatMap(({ dims }) => sameFamily(dims["gpu"] ?? "")))];
    if (draft.dataset !== "gpu-prices" || gpus.length === 0) return async () => null;
    const stands = await levelsOf(db.sql, gpus);
    return async ({ tx }) => {
      const would = await levelsOf(tx, gpus);
      const changed = [...would].filter(([key, one]) => JSON.stringify(one) !== JSON.stringify(stands.get(key)));
      const lines = changed
        .map(([key, one]) => lineOf(stands.get(key), one))
        .toSorted((a, b) => b.what.localeCompare(a.what) || a.where.localeCompare(b.where));
      return partOf({
        kind: "price-index",
        title: "Derived values",
        finding:
          lines.length === 0
            ? "No day of the GPU price index will change: these prices enter no day that can still be restated"
            : `${counted(lines.length, "value")} of the GPU price index will change when it is next computed`,
        lines,
      });
    };
  },
};
