import type { Reader } from "@/lib/access/reader";
import type { AssessmentRow } from "@/lib/store/assessments";
import type { Labels } from "../dataset/names";
import type { Figure } from "../figure";
import type { Headline } from "../home/headline";
import { marketName } from "./data";
import { factsTile, noLevelTile } from "./facts-tile";
import { indexFigure, type IndexedMarket } from "./index-figure";
import { indexTermFigure } from "./index-term-figure";
import type { LevelFacts } from "./level-facts";
import { marketLevelsFigure } from "./market-levels-figure";
import {
  type CardHistory,
  INDEX,
  INDEX_SEGMENTS,
  INDEX_TENORS,
  type MarketLevel,
  marketLevels,
  type MarketName,
  pastCards,
} from "./market-levels";
import { codeLabel, tenorAdjective } from "./words";
import type { PricesView } from "./view";

/** What the index says on the price page: a tile for each market drawn, its charts and tables, a title, every level. */
export type IndexPart = {
  headlines: Headline[];
  charts: Figure[];
  tables: Figure[];
  title: string;
  levels: readonly MarketLevel[];
  /** The markets that a tile speaks of, with or without a level. */
  told: readonly MarketName[];
};

const WHOLE = "2000-01-01";
const WITHOUT = "fewer than 3 posted prices stand";

/** What is asked of the index: some GPUs, of which one is shown by segment and several by variant. */
type Asked = { gpus: readonly string[]; gpuName: string; label: Labels; tenor: string; segments: readonly string[] };

/** The tenor that is drawn: the chosen one, else on demand. */
const drawnTenor = ({ tenor }: PricesView): string => INDEX_TENORS.find((one) => one === tenor) ?? "on-demand";

/** Whether a choice is one of which the index may speak: list prices and quotes, wherever they are asked. */
const speaks = (reader: Reader, { kind, region }: PricesView): boolean =>
  reader.may(INDEX) && (kind === "list" || kind === "quote") && region === "all";

const isOf =
  ({ gpu, segment, tenor }: MarketName) =>
  (one: MarketName): boolean =>
    one.gpu === gpu && one.segment === segment && one.tenor === tenor;

function factsIn(levels: readonly MarketLevel[], gpus: readonly string[]): LevelFacts[] {
  const place = ({ gpu, segment, tenor }: LevelFacts): number =>
    INDEX_TENORS.findIndex((one) => one === tenor) * 1000 +
    INDEX_SEGMENTS.findIndex((one) => one === segment) * 100 +
    gpus.indexOf(gpu);
  return levels.map((one) => one.facts).toSorted((a, b) => place(a) - place(b));
}

/** One figure of a GPU with a line for each segment; of several GPUs one figure a segment with a line for each. */
function chartsOf(
  asked: Asked,
  levels: readonly MarketLevel[],
  past: readonly CardHistory[],
  assessed: readonly AssessmentRow[],
): Figure[] {
  const { gpus, gpuName, label, tenor, segments } = asked;
  const several = gpus.length > 1;
  const marketOf = (gpu: string, segment: string): IndexedMarket => {
    const market = { gpu, segment, tenor };
    const level = levels.find((one) => isOf(market)(one.facts));
    const none: CardHistory = { ...market, days: [], sources: [], recomputed: false };
    return {
      key: several ? gpu : segment,
      line: several ? label("gpu", gpu) : codeLabel("segment", segment),
      name: marketName({ gpuName: label("gpu", gpu) }, segment, tenor),
      assessed: assessed.filter(isOf(market)),
      cards: level ? { ...level.facts, days: level.days } : (past.find(isOf(market)) ?? none),
      facts: level?.facts ?? null,
    };
  };
  const [gpu = ""] = gpus;
  const about = `${gpuName} index, ${tenorAdjective(tenor)}`;
  if (segments.length === 0) return [];
  if (!several)
    return [
      indexFigure(
        { id: "index", about, what: "Segment" },
        segments.map((one) => marketOf(gpu, one)),
      ),
    ];
  return segments.flatMap((segment) => {
    const markets = gpus.map((one) => marketOf(one, segment)).filter((one) => one.facts);
    return markets.length > 0 ? [indexFigure({ id: `index-${segment}`, about, what: "Variant" }, markets)] : [];
  });
}

function tilesOf(asked: Asked, drawn: readonly MarketName[], levels: readonly MarketLevel[]): Headline[] {
  const several = asked.gpus.length > 1;
  return drawn.flatMap((market) => {
    const level = levels.find((one) => isOf(market)(one.facts));
    if (level) return [factsTile(level.facts, several ? asked.label("gpu", market.gpu) : "")];
    return several ? [] : [noLevelTile(market.segment, market.tenor, WITHOUT)];
  });
}

/**
 * Reads the index for what the reader chose; null where it says nothing of the GPU or is not part of the subscription.
 * For a past day before it began its levels are computed from what was known then.
 */
export async function indexPart(
  reader: Reader,
  view: PricesView,
  gpus: readonly string[],
  gpuName: string,
  label: Labels,
): Promise<IndexPart | null> {
  if (!speaks(reader, view)) return null;
  const tenor = drawnTenor(view);
  // Of brokers, serverless platforms and a term that is not stated the index says nothing: the page's medians do.
  const isSpoken = view.tenor !== "reserved";
  const segments = INDEX_SEGMENTS.filter((one) => isSpoken && (view.segment === "all" || view.segment === one));
  const asked: Asked = { gpus, gpuName, label, tenor, segments };
  const drawn = segments.flatMap((segment) => gpus.map((gpu) => ({ gpu, segment, tenor })));
  const every = gpus.flatMap((gpu) =>
    INDEX_SEGMENTS.flatMap((segment) => INDEX_TENORS.map((one) => ({ gpu, segment, tenor: one }))),
  );
  const rest = every.filter((one) => (gpus.length === 1 || one.tenor === tenor) && !drawn.some(isOf(one)));
  const [lead, others, assessed] = await Promise.all([
    marketLevels(reader, drawn, WHOLE),
    marketLevels(reader, rest),
    reader.assessments({ gpus }),
  ]);
  const silent = gpus.length > 1 ? [] : drawn.filter((one) => !lead.some(({ facts }) => isOf(one)(facts)));
  const past = await Promise.all(silent.map((one) => pastCards(reader, one)));
  const isKnown = past.some((one) => one.days.length > 0) || lead.length + others.length + assessed.length > 0;
  if (!isKnown) return null;
  const charts = chartsOf(asked, lead, past, assessed);
  const levels = [...lead, ...others];
  const table = marketLevelsFigure(gpuName, label, factsIn(levels, gpus));
  const curves = new Map(segments.map((segment) => [segment, assessed.filter((row) => row.segment === segment)]));
  const term = gpus.length === 1 ? indexTermFigure(gpuName, curves) : null;
  const headlines = tilesOf(asked, drawn, lead);
  return {
    headlines,
    charts,
    tables: [...(table ? [table] : []), ...(term ? [term] : [])],
    title: charts[0]?.title ?? "",
    levels,
    told: gpus.length === 1 ? drawn : lead.map((one) => one.facts),
  };
}
