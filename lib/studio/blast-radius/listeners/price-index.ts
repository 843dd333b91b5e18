import { assessedGpus } from "@/lib/indices/assessed-gpus";
import { decideIndices } from "@/lib/indices/decide-indices";
import { formatValue } from "@/lib/kernel/format";
import { readAssessments } from "@/lib/store/assessments";
import type { Queryable } from "@/db/client";
import { changeWords } from "../diff-table";
import { type BlastLine, counted, type Listener, partOf } from "../listener";

const UNIT = "USD/GPU-hour";

type Key = { gpu: string; segment: string; tenor: string; day: string };
type Level = Key & { value: number | null; status: string };

const keyOf = ({ gpu, segment, tenor, day }: Key): string => [gpu, segment, tenor, day].join(" ");

/** The levels as they will stand after the index's next run over that store: those that stand, and what it decides. */
async function levelsOf(sql: Queryable, gpus: readonly string[]): Promise<Map<string, Level>> {
  const standing = await readAssessments(sql, { gpus });
  const decided = await decideIndices(sql, { gpus });
  const levels = [
    ...standing,
    ...decided.map(({ gpu, segment, tenor, decision }) => ({
      gpu,
      segment,
      tenor,
      day: decision.day,
      value: decision.value,
      status: decision.status,
    })),
  ];
  return new Map(
    levels.map(({ gpu, segment, tenor, day, value, status }) => {
      const one = { gpu, segment, tenor, day, value, status };
      return [keyOf(one), one];
    }),
  );
}

const written = (one: Level | undefined): string | null =>
  !one || one.value === null ? null : `${formatValue(one.value, UNIT, 4)}, ${one.status}`;

function lineOf(before: Level | undefined, after: Level): BlastLine {
  const { gpu, segment, tenor, day } = after;
  return {
    where: `Price index ${gpu}, ${segment}, ${tenor}`,
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
    const priced = new Set(series.map(({ dims }) => dims["gpu"] ?? ""));
    const gpus = assessedGpus
      .filter(({ from }) => Object.keys(from).some((gpu) => priced.has(gpu)))
      .map((one) => one.gpu);
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
