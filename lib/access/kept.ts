import { keeper } from "@/lib/store/keep";
import type { Freshness, Observation, SeriesInfo, SeriesLength } from "@/lib/store/rows";
import type { SeriesJson } from "@/lib/store/series-json";

/** What readers without a delay read of each kind, kept by release and question. */
export const kept = {
  observations: keeper<readonly Observation[]>(),
  lengths: keeper<readonly SeriesLength[]>(),
  series: keeper<readonly SeriesInfo[]>(),
  json: keeper<SeriesJson>(),
  freshness: keeper<Freshness>(),
};
