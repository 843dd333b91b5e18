import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import type { Entity, Relation } from "@/lib/store/rows";
import { labelsOf } from "../dataset/names";
import { pinEvents } from "../event-pins";
import type { Figure, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { forbiddenFigure } from "../forbidden";
import { contractsFigure } from "./contracts-figure";
import { financialsFigure } from "./financials-figure";
import { fleetHistoryFigure } from "./fleet-history-figure";
import { ratingsFigure } from "./ratings";
import { slugsOf } from "./slugs-of";
import type { CloudView } from "./view";

export type CloudModel = { cloud: Entity; relations: Relation[]; figures: SourcedFigure[] };

/**
 * The page of one cloud: fleet history, contracts, financials and ratings. The slug of one that was merged leads to the
 * one that it was merged into, whose page has the numbers of both. Throws not_found for an unknown cloud.
 */
export async function loadCloud(reader: Reader, slug: string, view: CloudView): Promise<CloudModel> {
  const [cloud] = await reader.entities({ kind: "cloud", slugs: [slug] });
  if (!cloud)
    throw new AppError(
      "not_found",
      `No cloud called “${slug}” is tracked${reader.asOfDay ? ` as of ${reader.asOfDay}` : ""}.`,
    );
  const figures: Figure[] = [];
  const parts = [
    ["neocloud-fleets", fleetHistoryFigure],
    ["neocloud-contracts", contractsFigure],
    ["neocloud-financials", financialsFigure],
  ] as const;
  for (const [key, build] of parts) {
    const dataset = datasetOf(key);
    if (!reader.may(key)) figures.push(forbiddenFigure(reader, key, dataset));
    else {
      const label = await labelsOf(reader, dataset);
      const figure = await build({ reader, cloud, dataset, label, measure: view.measure });
      const about = slugsOf(cloud).map((one) => ({ cloud: one }));
      figures.push(await pinEvents(reader, dataset, figure, about));
    }
  }
  if (reader.may("neocloud-ratings")) {
    const all = await ratingsFigure(reader, [cloud]);
    const rows = all.table.rows.filter((row) => row["cloud"]?.href === `/neoclouds/${cloud.slug}`);
    const empty = rows.length === 0 ? { empty: "Not rated in any edition that was known then." } : {};
    figures.push({ ...all, title: "ClusterMAX tier by edition", table: { ...all.table, rows }, ...empty });
  }
  const relations = await reader.relations({ kind: "cloud", slug: cloud.slug });
  return { cloud, relations, figures: figures.map(withSources) };
}
