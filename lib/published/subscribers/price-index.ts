import { worksOn } from "@/lib/access/entitlement";
import { dayFrom } from "@/lib/kernel/days";
import { decideAll, INDEX } from "@/lib/indices/decide-indices";
import { REWALKED_DAYS } from "@/lib/indices/decide-rate-cards";
import { sameFamily } from "@/lib/indices/form-factors";
import { publishIndices } from "@/lib/indices/publish-indices";
import { now } from "@/lib/kernel/clock";
import { formatValue } from "@/lib/kernel/format";
import { readAssessments } from "@/lib/store/assessments";
import { readRateCards } from "@/lib/store/rate-cards";
import type { Queryable } from "@/db/client";
import { type BlastLine, counted, partOf } from "@/lib/studio/blast-radius/blast-part";
import { changeWords } from "@/lib/studio/blast-radius/diff-table";
import type { Publication } from "@/lib/store/publications/publication";
import type { Delivery, Preview } from "../subscriber";

const UNIT = "USD/GPU-hour";

type Key = { gpu: string; segment: string; tenor: string; day: string };
type Level = Key & { value: number | null; status: string; kind: "assessed" | "rate card" };

const keyOf = ({ gpu, segment, tenor, day, kind }: Level): string => [gpu, segment, tenor, day, kind].join(" ");

/** The levels as they will stand after the index's next run over that store: those that stand, and what it decides. */
async function levelsOf(sql: Queryable, gpus: readonly string[]): Promise<Map<string, Level>> {
  const { assessed, cards } = await decideAll(sql, { gpus });
  const from = dayFrom(now().toISOString().slice(0, 10), -REWALKED_DAYS);
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

/** What the index is computed from. */
const INPUTS: readonly string[] = ["gpu-prices", "neocloud-fleets"];

/**
 * Prices and fleets change the index, the kinds and owners of clouds do, with whichever values they were published, and so
 * does what people decide about it; what it publishes itself does not. A change set without any values may be about its
 * sources.
 */
function follows({ datasets, kinds, authorKind, author }: Publication): boolean {
  if (authorKind === "connector" && author === INDEX) return false;
  if (datasets.length === 0 || kinds.includes("cloud")) return true;
  return datasets.some((one) => one === INDEX || INPUTS.includes(one));
}

/** Computes the index anew, once for all that was published meanwhile; what stands already it does not write again. */
export const delivery: Delivery = {
  name: "price-index",
  title: "GPU price index",
  from: "first",
  follows,
  together: true,
  deliver: async (_, { db }) => publishIndices(db),
};

/** That the index follows, to who may not read it as it stands now: what it would be is not theirs to know either. */
const withheld = (organisation: string) =>
  partOf({
    kind: "price-index",
    title: "Derived values",
    finding: `The GPU price index will be computed anew from these prices; its values are not part of what ${organisation} works on`,
    lines: [],
  });

/**
 * The GPU price index, which is computed anew from published prices: the same computation over the store as it is and as
 * it would be. It changes only days that its methodology still lets be restated.
 */
export const preview: Preview = async ({ db, viewer, draft, series }) => {
  const gpus = [...new Set(series.flatMap(({ dims }) => sameFamily(dims["gpu"] ?? "")))];
  if (draft.dataset !== "gpu-prices" || gpus.length === 0) return async () => null;
  if (!worksOn(viewer, INDEX)) return async () => withheld(viewer.organisation);
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
          : `${counted(lines.length, "value")} of the GPU price index will change as soon as it is computed from them`,
      lines,
    });
  };
};
