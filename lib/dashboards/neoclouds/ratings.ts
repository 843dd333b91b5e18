import type { Reader } from "@/lib/access/reader";
import type { Entity, Observation } from "@/lib/store/rows";
import type { Column, Figure, Row } from "../figure";
import { observedCell } from "../cells";
import { editionsOf, holdsMedal, RATINGS, standingTiers, tierIn, tierName } from "./standing-tiers";
import { slugsOf } from "./slugs-of";

/** A cloud as ratings name it; `formerly` are those that were merged into it. */
type Rated = Pick<Entity, "slug" | "formerly" | "name">;

function movement(row: readonly (Observation | undefined)[]): string {
  const [before, after] = row.slice(-2);
  if (row.length < 2) return "first edition";
  if (!before || before.value === null) return after ? "new" : "not rated";
  if (!after || after.value === null) return "left";
  if (after.value === before.value) return "unchanged";
  return after.value > before.value ? "up" : "down";
}

/** The clouds that are rated, each once; one that is rated and is not in the roster stands for itself. */
export function ratedClouds(
  ratings: readonly Observation[],
  roster: readonly Rated[],
  names: ReadonlyMap<string, string>,
): Rated[] {
  const slugs = new Set(ratings.map((one) => one.dims["cloud"] ?? ""));
  const known = roster.filter((cloud) => slugsOf(cloud).some((slug) => slugs.has(slug)));
  const named = new Set(known.flatMap(slugsOf));
  const others = [...slugs]
    .filter((slug) => !named.has(slug))
    .map((slug) => ({ slug, name: names.get(slug) ?? slug, formerly: [] }));
  return [...known, ...others];
}

/** Each rated cloud's tier by edition, with the move from the one before the last. */
export async function ratingsFigure(reader: Reader, roster: readonly Rated[]): Promise<Figure> {
  const ratings = await reader.observations({ dataset: RATINGS });
  const editions = editionsOf(ratings);
  const last = editions.at(-1);
  const clouds = ratedClouds(ratings, roster, await reader.entityNames("cloud"));
  const rank = (cloud: Rated) => tierIn(ratings, cloud, last?.period ?? "")?.value ?? -1;
  const rows = clouds
    .toSorted((a, b) => rank(b) - rank(a))
    .map((cloud): Row => {
      const line = editions.map(({ period }) => tierIn(ratings, cloud, period));
      const cells = line.map(
        (one, at) =>
          [editions[at]?.period ?? "", observedCell(one, tierName(one?.value ?? null) ?? "not rated")] as const,
      );
      return {
        cloud: { value: cloud.name, href: `/neoclouds/${cloud.slug}` },
        ...Object.fromEntries(cells),
        move: { value: movement(line) },
      };
    });
  const tiers = [...standingTiers(ratings, clouds).values()];
  const current = tiers.filter((one) => one.current).length;
  const columns: Column[] = [
    { key: "cloud", label: "Cloud", kind: "text" },
    ...editions.map(({ period, label }): Column => ({ key: period, label: `Edition ${label}`, kind: "number" })),
    { key: "move", label: "Move", kind: "text" },
  ];
  return {
    id: "ratings",
    title: last
      ? `${tiers.filter(holdsMedal).length} of ${current} clouds in ClusterMAX ${last.label} of ${last.period} hold a medal`
      : "ClusterMAX tiers by edition",
    subtitle: "ClusterMAX tier by edition; bronze, silver, gold and platinum are medals; sorted by the newest edition",
    chart: null,
    table: { columns, rows },
    ...(ratings.length === 0 ? { empty: "No edition of ClusterMAX was known on that date." } : {}),
  };
}
