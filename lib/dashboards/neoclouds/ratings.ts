import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import type { Observation } from "@/lib/store/rows";
import type { Column, Figure, Row } from "../figure";
import { observedCell } from "../cells";

const RATINGS = "neocloud-ratings";

/** The word for a rank of ClusterMAX, from the definition's scale. */
export function tierName(rank: number | null): string | null {
  const ranks = datasetOf(RATINGS).measures["tier"]?.ranks ?? {};
  return rank === null ? null : (ranks[String(rank)] ?? null);
}

/** The newest tier of each cloud by slug. */
export function newestTiers(ratings: readonly Observation[]): Map<string, Observation> {
  return new Map(
    ratings.toSorted((a, b) => a.period.localeCompare(b.period)).map((one) => [one.dims["cloud"] ?? "", one]),
  );
}

const edition = (one: Observation): string => one.periodLabel ?? one.period;

function movement(row: readonly (Observation | undefined)[]): string {
  const [before, after] = row.slice(-2);
  if (!before || before.value === null) return after ? "new" : "not rated";
  if (!after || after.value === null) return "left";
  if (after.value === before.value) return "unchanged";
  return after.value > before.value ? "up" : "down";
}

/** Each rated cloud's tier by edition, with the move from the one before the last. */
export async function ratingsFigure(reader: Reader, names: Map<string, string>): Promise<Figure> {
  const ratings = await reader.observations({ dataset: RATINGS });
  const editions = [...new Map(ratings.map((one) => [one.period, edition(one)]))].toSorted(([a], [b]) =>
    a.localeCompare(b),
  );
  const clouds = [...new Set(ratings.map((one) => one.dims["cloud"] ?? ""))];
  const at = (cloud: string, period: string) =>
    ratings.find((one) => one.dims["cloud"] === cloud && one.period === period);
  const rows = clouds
    .map((cloud): Row => {
      const line = editions.map(([period]) => at(cloud, period));
      const cells = line.map(
        (one, index) =>
          [editions[index]?.[0] ?? "", observedCell(one, tierName(one?.value ?? null) ?? "not rated")] as const,
      );
      return {
        cloud: { value: names.get(cloud) ?? cloud, href: `/neoclouds/${cloud}` },
        ...Object.fromEntries(cells),
        move: { value: movement(line) },
      };
    })
    .toSorted(
      (a, b) => Number(b[editions.at(-1)?.[0] ?? ""]?.value ?? -1) - Number(a[editions.at(-1)?.[0] ?? ""]?.value ?? -1),
    );
  const last = editions.at(-1);
  const medals = ratings.filter(
    (one) => one.period === last?.[0] && ["Bronze", "Silver", "Gold", "Platinum"].includes(tierName(one.value) ?? ""),
  );
  const columns: Column[] = [
    { key: "cloud", label: "Cloud", kind: "text" },
    ...editions.map(([key, label]): Column => ({ key, label: `Edition ${label}`, kind: "number" })),
    { key: "move", label: "Move", kind: "text" },
  ];
  return {
    id: "ratings",
    title: last ? `${medals.length} clouds hold a medal in ClusterMAX ${last[1]}` : "ClusterMAX tiers by edition",
    subtitle: "ClusterMAX tier by edition; bronze, silver, gold and platinum are medals; sorted by the newest edition",
    chart: null,
    table: { columns, rows },
    ...(ratings.length === 0 ? { empty: "No edition of ClusterMAX was known on that date." } : {}),
  };
}
