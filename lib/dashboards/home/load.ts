import type { Reader } from "@/lib/access/reader";
import { formatDay, formatValue } from "@/lib/kernel/format";
import { type Age, ageOf } from "@/lib/models/dataset-age";
import { keeper } from "@/lib/store/keep";
import type { Freshness, Release } from "@/lib/store/rows";
import { statusToSay } from "../telling/status-words";
import type { Headline } from "./headline";
import { headlineSources } from "./headlines";

export type DatasetAge = Age<Freshness>;
export type HomeModel = { headlines: Headline[]; releases: Release[]; datasets: DatasetAge[] };

const keep = keeper<Headline[]>();

/** Keeps what is computed from several datasets for as long as none of them changes; nothing of who is held back. */
function keptWhileNothingChanges(
  reader: Reader,
  freshness: readonly Freshness[],
  read: () => Promise<Headline[]>,
): Promise<Headline[]> {
  if (freshness.some(({ dataset }) => reader.delayDays(dataset) > 0)) return read();
  const states = freshness.map(({ dataset, state }) => [dataset, state]);
  return keep(JSON.stringify([states, reader.asOfDay, formatDay(reader.asOf)]), read);
}

/** What a reader sees first: headline numbers, what was published most recently, how new each dataset is. */
export async function loadHome(reader: Reader): Promise<HomeModel> {
  const open = headlineSources.filter((one) => reader.may(one.dataset));
  const [releases, freshness] = await Promise.all([reader.releases({ limit: 12 }), reader.freshness()]);
  const read = async () => (await Promise.all(open.map((one) => one.load(reader)))).filter((one) => one !== null);
  return {
    headlines: await keptWhileNothingChanges(reader, freshness, read),
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
