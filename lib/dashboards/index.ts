import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { loadCapex } from "./capex/load";
import { CapexView } from "./capex/view";
import { loadDataset } from "./dataset/load";
import { datasetView, datasetViewSchema } from "./dataset/view";
import type { SourcedFigure } from "./figure";
import { loadHbm } from "./hbm/load";
import { HbmView } from "./hbm/view";
import { loadCloud } from "./neoclouds/load-cloud";
import { loadClouds } from "./neoclouds/load-clouds";
import { CloudsView, CloudView } from "./neoclouds/view";
import { AssessmentView, loadAssessment } from "./prices/load-assessment";
import { loadPrices } from "./prices/load";
import { PricesView } from "./prices/view";
import { loadSeries } from "./series/load";
import { SeriesView } from "./series/view";
import { strictView } from "./strict-view";

/** Loads the figures of a page for the query of its address, without `asOf`. Throws invalid for what it does not know. */
export type LoadFigures = (reader: Reader, params: URLSearchParams) => Promise<{ figures: readonly SourcedFigure[] }>;

/** Takes a parameter that names the page's subject out of the query; the rest is the page's view. */
function subject(params: URLSearchParams, name: string): string {
  const value = params.get(name) ?? "";
  params.delete(name);
  return value;
}

/** The pages whose figures can be had as CSV, by the first part of their address. */
export const dashboards: Record<string, LoadFigures> = {
  prices: (reader, params) => loadPrices(reader, strictView(PricesView, params)),
  assessment: (reader, params) => loadAssessment(reader, strictView(AssessmentView, params)),
  neoclouds: (reader, params) => loadClouds(reader, strictView(CloudsView, params)),
  cloud: (reader, params) => loadCloud(reader, subject(params, "cloud"), strictView(CloudView, params)),
  capex: (reader, params) => loadCapex(reader, strictView(CapexView, params)),
  hbm: (reader, params) => loadHbm(reader, strictView(HbmView, params)),
  data: (reader, params) => {
    const dataset = datasetOf(subject(params, "dataset"));
    return loadDataset(reader, dataset, datasetView(dataset, strictView(datasetViewSchema(dataset), params)));
  },
  series: (reader, params) => {
    const code = subject(params, "code");
    return loadSeries(reader, code, strictView(SeriesView, params).period || null);
  },
};
