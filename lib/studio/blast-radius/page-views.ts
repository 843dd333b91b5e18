import { CapexView } from "@/lib/dashboards/capex/view";
import { datasetViewSchema } from "@/lib/dashboards/dataset/view";
import { HbmView } from "@/lib/dashboards/hbm/view";
import { CloudsView, CloudView } from "@/lib/dashboards/neoclouds/view";
import { AssessmentView } from "@/lib/dashboards/prices/load-assessment";
import { PricesView } from "@/lib/dashboards/prices/view";
import { findDataset } from "@/lib/datasets/registry";
import type { z } from "zod";

/** A series that a draft changes, by what tells it apart. */
export type ChangedSeries = { dataset: string; series: string; measure: string; dims: Record<string, string> };

/** One state of one page: which dashboard, with which query, and where a reader finds it. */
export type PageView = { page: string; title: string; query: string; href: string };

/** How many states of one page are looked at: a draft over many GPUs touches as many states of the price page. */
export const MOST_VIEWS = 8;

const queryOf = (settings: Readonly<Record<string, string>>): string => new URLSearchParams(settings).toString();

/** The dimensions of a series that are settings of a page, where the page takes their value and has another default. */
function settingsOf(schema: z.ZodObject, dims: Readonly<Record<string, string>>, keys: readonly string[]) {
  const defaults = schema.parse({});
  const taken = keys.flatMap((key): [string, string][] => {
    const value = dims[key];
    const fits = value !== undefined && schema.safeParse({ [key]: value }).success;
    return fits && defaults[key] !== value && defaults[key] !== "all" ? [[key, value]] : [];
  });
  return Object.fromEntries(taken);
}

type Page = {
  page: string;
  title: string;
  path: string;
  schema: z.ZodObject;
  /** Settings that follow the series' dimensions of the same name. */
  follows?: readonly string[];
  /** States that are looked at besides. */
  also?: readonly Record<string, string>[];
};

const pages: readonly Page[] = [
  {
    page: "prices",
    title: "GPU rental prices",
    path: "/prices",
    schema: PricesView,
    follows: ["gpu", "tenor", "kind"],
  },
  {
    page: "assessment",
    title: "Assessment of the price index",
    path: "/prices/assessment",
    schema: AssessmentView,
    follows: ["gpu", "segment", "tenor"],
  },
  { page: "hbm", title: "HBM", path: "/hbm", schema: HbmView },
  {
    page: "neoclouds",
    title: "Neoclouds",
    path: "/neoclouds",
    schema: CloudsView,
    also: [{ measure: "gpus" }],
  },
  {
    page: "capex",
    title: "Capex",
    path: "/capex",
    schema: CapexView,
    follows: ["company"],
    also: [{ definition: "incl-finance-leases" }, { definition: "incl-new-lease-assets" }],
  },
];

function viewsOf(
  { page, title, path, schema, follows = [], also = [] }: Page,
  series: readonly ChangedSeries[],
): PageView[] {
  const followed = series.map(({ dims }) => settingsOf(schema, dims, follows));
  const queries = new Set([{}, ...also, ...followed].map(queryOf));
  return [...queries]
    .slice(0, MOST_VIEWS)
    .map((query) => ({ page, title, query, href: query ? `${path}?${query}` : path }));
}

function cloudViews(series: readonly ChangedSeries[]): PageView[] {
  const clouds = [...new Set(series.flatMap(({ dims }) => dims["cloud"] ?? []))].slice(0, MOST_VIEWS);
  return clouds.flatMap((cloud) =>
    CloudView.shape.measure.unwrap().options.map((measure) => {
      const query = queryOf(measure === CloudView.parse({}).measure ? {} : { measure });
      const href = `/neoclouds/${cloud}${query ? `?${query}` : ""}`;
      return {
        page: "cloud",
        title: `Neoclouds, ${cloud}`,
        query: queryOf({ cloud, ...(query ? { measure } : {}) }),
        href,
      };
    }),
  );
}

/** The dataset's own page with every row, under the filters that let each changed series through. */
function datasetViews(series: readonly ChangedSeries[]): PageView[] {
  const views = series.flatMap(({ dataset: slug, measure, dims }): PageView[] => {
    const dataset = findDataset(slug);
    if (!dataset) return [];
    const schema = datasetViewSchema(dataset);
    const filters = settingsOf(schema, dims, Object.keys(dataset.view.chart.where));
    const given = measure === dataset.view.chart.measure ? {} : { measure };
    const query = queryOf({ ...given, rows: "all", ...filters });
    return [{ page: "data", title: dataset.title, query: `dataset=${slug}&${query}`, href: `/data/${slug}?${query}` }];
  });
  return [...new Map(views.map((one) => [one.query, one])).values()].slice(0, MOST_VIEWS);
}

/**
 * The states of pages on which a change of those series could be seen: each page as it opens, and with the settings
 * that the series' own dimensions name. Whether a page reads the series at all is seen when it is loaded.
 */
export function pageViews(series: readonly ChangedSeries[]): PageView[] {
  return [...pages.flatMap((page) => viewsOf(page, series)), ...cloudViews(series), ...datasetViews(series)];
}
