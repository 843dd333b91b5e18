import type { Reader } from "@/lib/access/reader";
import { formatValue } from "@/lib/kernel/format";
import { type Age, ageOf } from "@/lib/models/dataset-age";
import type { Freshness, Release } from "@/lib/store/rows";
import { statusToSay } from "../telling/status-words";
import type { Headline } from "./headline";
import { headlineSources } from "./headlines";

export type DatasetAge = Age<Freshness>;
export type HomeModel = { headlines: Headline[]; releases: Release[]; datasets: DatasetAge[] };

/** What a reader sees first: headline numbers, what was published most recently, how new each dataset is. */
export async function loadHome(reader: Reader): Promise<HomeModel> {
  const open = headlineSources.filter((one) => reader.may(one.dataset));
  const [headlines, releases, freshness] = await Promise.all([
    Promise.all(open.map((one) => one.load(reader))),
    reader.releases({ limit: 12 }),
    reader.freshness(),
  ]);
  return {
    headlines: headlines.filter((one) => one !== null),
    releases,
    datasets: freshness.map((one) => ageOf(one, reader.asOf)),
  };
}

/**
 * The first two headlines as a sentence, each with its date, of what kind and grade it is where that is no matter of
 * course, and whether it has happened; plain words where there is none.
 */
export function homeTitle(headlines: readonly Headline[]): string {
  const words = headlines.flatMap(({ label, cell, unit, decimals, on, kind: own }) => {
    if (typeof cell.value !== "number") return [];
    const kind = [own, statusToSay(cell.status)].filter(Boolean).join(", ");
    const when = /^\d{4}-\d{2}-\d{2}$/.test(on) ? `on ${on}` : `in ${on}`;
    return [`${label}: ${formatValue(cell.value, unit, decimals)} ${when}${kind ? ` (${kind})` : ""}`];
  });
  return words.slice(0, 2).join("; ") || "AI compute";
}
