import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import type { Figure, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { forbiddenFigure } from "../forbidden";
import { claimFigure } from "./claim-figure";
import { type CloudsData, cloudsFigure } from "./clouds-figure";
import { modelsFigure } from "./models-figure";
import { ratedClouds, ratingsFigure } from "./ratings";
import { RATINGS, standingTiers, tierNow } from "./standing-tiers";
import { ageLimit } from "../telling/age";
import { leadsOf } from "../telling/leading";
import type { CloudsView } from "./view";

export type Choice = { value: string; label: string };
export type CloudsModel = {
  figures: SourcedFigure[];
  choices: Record<"kind" | "country" | "status" | "tier", Choice[]>;
};

const FLEETS = "neocloud-fleets";

const choices = (values: readonly string[]): Choice[] => [
  { value: "all", label: "All" },
  ...[...new Set(values)].toSorted().map((value) => ({ value, label: value.replaceAll("_", " ") })),
];

async function readClouds(reader: Reader): Promise<CloudsData> {
  const [clouds, fleets, ratings, site, gpu, cloud] = await Promise.all([
    reader.entities({ kind: "cloud" }),
    reader.latest({ dataset: FLEETS }),
    reader.may(RATINGS) ? reader.observations({ dataset: RATINGS }) : [],
    reader.entityNames("site"),
    reader.entityNames("accelerator"),
    reader.entityNames("cloud"),
  ]);
  const telling = { ...ageLimit(reader, datasetOf(FLEETS)), leads: await leadsOf(reader, fleets) };
  const tiers = standingTiers(ratings, ratedClouds(ratings, clouds, cloud));
  return { clouds, fleets, tiers, names: { site, gpu }, telling };
}

/** The page of all clouds: fleets by state, ClusterMAX by edition, and the claim about how many will last. */
export async function loadClouds(reader: Reader, view: CloudsView): Promise<CloudsModel> {
  const none = { kind: [], country: [], status: [], tier: [] };
  if (!reader.may(FLEETS)) {
    const closed = forbiddenFigure(reader, "clouds", datasetOf(FLEETS));
    return { figures: [withSources(closed)], choices: none };
  }
  const data = await readClouds(reader);
  const attribute = (key: string) => data.clouds.map((one) => String(one.attributes[key] ?? "not known"));
  const figures: Figure[] = [
    cloudsFigure(data, view),
    modelsFigure(data, view),
    reader.may("neocloud-claims")
      ? await claimFigure(reader, data)
      : forbiddenFigure(reader, "claim", datasetOf("neocloud-claims")),
    reader.may(RATINGS)
      ? await ratingsFigure(reader, data.clouds)
      : forbiddenFigure(reader, "ratings", datasetOf(RATINGS)),
  ];
  return {
    figures: figures.map(withSources),
    choices: {
      kind: choices(attribute("kind")),
      country: choices(attribute("country")),
      status: choices(attribute("status")),
      tier: choices(data.clouds.map((one) => tierNow(data.tiers.get(one.slug)))),
    },
  };
}
