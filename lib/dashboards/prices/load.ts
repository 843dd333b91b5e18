import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { formatDay } from "@/lib/kernel/format";
import type { Observation } from "@/lib/store/rows";
import { type Labels, labelsOf } from "../dataset/names";
import type { Figure, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { forbiddenFigure } from "../forbidden";
import type { Headline } from "../home/headline";
import { type PriceChoices, priceChoices } from "./choices";
import { marketKey } from "@/lib/models/price-index/market";
import { hasIndex, marketName, type PriceData } from "./data";
import { eventsFigure } from "./events-figure";
import { chosenGpus, familyOf, variantsOf } from "./family";
import { marketHeadline } from "./headlines";
import { type IndexPart, indexPart } from "./index-part";
import { levelFigure } from "./level-figure";
import { levelFinding } from "./level-words";
import { levelsFigure } from "./levels-figure";
import { assessedLevels, dim, type Market, marketsOf } from "./market";
import type { MarketLevel } from "./market-levels";
import { providersFigure } from "./providers-figure";
import { publishedFigure } from "./published-figure";
import { inSellersSegment } from "./seller-segments";
import { termFigure } from "./term-figure";
import { codeLabel, isAggregated, kindWords, UNIT } from "./words";
import { PRICES, type PricesView } from "./view";

export type PricesModel = {
  title: string;
  subtitle: string;
  headlines: Headline[];
  /** A chart for each segment and tenor, then what spans them. */
  charts: SourcedFigure[];
  tables: SourcedFigure[];
  figures: SourcedFigure[];
  choices: PriceChoices;
};

const NO_CHOICES: PriceChoices = { gpu: [], segment: [], tenor: [], kind: [], region: [], base: [], on: [] };

function chosenMarkets(data: PriceData): Market[] {
  const { segment, tenor } = data.view;
  return data.markets.filter(
    (one) => (segment === "all" || one.segment === segment) && (tenor === "all" || one.tenor === tenor),
  );
}

/** A figure for each segment and tenor that was asked for and has prices; one that says so where none has. */
function levelFigures(data: PriceData, markets: readonly Market[]): Figure[] {
  // Of several variants those of which the index says the level are drawn there.
  const own = data.gpus.length > 1 ? markets.filter((one) => !hasIndex(data, one)) : markets;
  const pairs = [...new Set(own.map((one) => `${one.segment} ${one.tenor}`))];
  if (pairs.length === 0) {
    if (markets.length > 0) return [];
    const { segment, tenor } = data.view;
    return [levelFigure(data, segment === "all" ? "neocloud" : segment, tenor === "all" ? "on-demand" : tenor)];
  }
  return pairs.map((pair) => {
    const [segment = "", tenor = ""] = pair.split(" ");
    return levelFigure(data, segment, tenor);
  });
}

function titleOf(data: PriceData, markets: readonly Market[], published: Figure): string {
  if (data.view.kind === "index" || data.view.kind === "commentary") return published.title;
  const leading = markets.find((one) => assessedLevels(one).length > 0) ?? markets[0];
  const { segment } = data.view;
  const whose = segment === "all" ? "" : `${codeLabel("segment", segment).toLowerCase()} `;
  if (!leading)
    return `No ${whose}${kindWords(data.view.kind).prices} of ${data.gpuName}${data.asOfDay ? ` known on ${data.asOfDay}` : ""}`;
  return levelFinding(marketName({ gpuName: data.label("gpu", leading.gpu) }, leading.segment, leading.tenor), leading);
}

const gpuNameOf = (view: PricesView, gpus: readonly string[], label: Labels): string =>
  gpus.length === 1 ? label("gpu", view.gpu) : familyOf(view.gpu).toUpperCase();

async function priceData(
  reader: Reader,
  view: PricesView,
  priced: readonly string[],
  label: Labels,
  levels: readonly MarketLevel[],
): Promise<PriceData> {
  const gpus = chosenGpus(view.gpu, priced);
  const variants = [...new Set([...gpus, ...variantsOf(view.gpu, priced)])];
  const [stored, events, placed] = await Promise.all([
    reader.observations({ dataset: PRICES, measure: "price", where: { gpu: variants } }),
    reader.events({ dataset: PRICES, subjects: gpus }),
    inSellersSegment(reader),
  ]);
  const family = stored.map(placed);
  const sources = await reader.sources([...family, ...events].map((one) => one.source));
  const inChoice = (one: Observation) =>
    gpus.includes(dim(one, "gpu")) &&
    dim(one, "kind") === view.kind &&
    (view.region === "all" || dim(one, "region") === view.region);
  const observations = family.filter(inChoice);
  const aggregates = isAggregated(view.kind);
  return {
    view,
    label,
    gpus,
    gpuName: gpuNameOf(view, gpus, label),
    observations,
    markets: aggregates ? marketsOf(observations, gpus) : [],
    levels: new Map(levels.map((one) => [marketKey(one.facts), one])),
    family,
    events,
    sources: new Map(sources.map((one) => [one.key, one])),
    today: formatDay(reader.asOf),
    asOfDay: reader.asOfDay,
  };
}

/** Monthly medians as tiles, of markets of which the index has said nothing; beside its own only those with a number. */
function monthlyTiles(data: PriceData, markets: readonly Market[], index: IndexPart | null): Headline[] {
  const told = new Set(index?.told.map(marketKey));
  const tiles = markets.filter((one) => !told.has(marketKey(one)) && !hasIndex(data, one));
  const all = tiles.map((market) => marketHeadline(data, market));
  return index && index.headlines.length > 0 ? all.filter((one) => one.cell.value !== null) : all;
}

/** The page of GPU rental prices: a level and a chart for each segment and tenor, never one price for all of them. */
export async function loadPrices(reader: Reader, view: PricesView): Promise<PricesModel> {
  const dataset = datasetOf(PRICES);
  if (!reader.may(PRICES)) {
    const figures = ["levels", "term", "published", "providers", "events"].map((id) =>
      withSources(forbiddenFigure(reader, id, dataset)),
    );
    return {
      title: dataset.title,
      subtitle: "",
      headlines: [],
      charts: figures.slice(0, 1),
      tables: [],
      figures,
      choices: NO_CHOICES,
    };
  }
  const [label, series] = await Promise.all([labelsOf(reader, dataset), reader.series({ dataset: PRICES })]);
  const priced = [...new Set(series.map((one) => one.dims["gpu"] ?? ""))];
  const gpus = chosenGpus(view.gpu, priced);
  const index = await indexPart(reader, view, gpus, gpuNameOf(view, gpus, label), label);
  const data = await priceData(reader, view, priced, label, index?.levels ?? []);
  const markets = chosenMarkets(data);
  const monthly = monthlyTiles(data, markets, index);
  const published = publishedFigure(data);
  const providers = providersFigure(data);
  const aggregates = isAggregated(view.kind);
  const [first, ...others] = aggregates ? [...levelFigures(data, markets), termFigure(data), published] : [published];
  // That nothing is known is said once, by the first.
  const known = (figures: readonly Figure[]) => figures.filter((one) => !one.empty);
  const own = first ? [first, ...known(others)] : [];
  const charts = [...known(index?.charts ?? []), ...own].map(withSources);
  const spanning = [
    ...(index?.tables ?? []),
    ...(aggregates ? [levelsFigure(data)] : []),
    providers,
    eventsFigure(data, markets),
  ];
  const tables = known(spanning).map(withSources);
  return {
    title: index?.title || titleOf(data, markets, published),
    subtitle: `${UNIT}, USD nominal, ${kindWords(view.kind).prices}; each segment and tenor apart`,
    headlines: [...(index?.headlines ?? []), ...monthly],
    charts,
    tables,
    figures: [...charts, ...tables],
    choices: priceChoices(series, data.markets, view, label),
  };
}
