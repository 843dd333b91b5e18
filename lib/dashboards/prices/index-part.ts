import type { Reader } from "@/lib/access/reader";
import { formatChange } from "@/lib/kernel/format";
import type { AssessmentRow } from "@/lib/store/assessments";
import type { Figure } from "../figure";
import type { Headline } from "../home/headline";
import { indexFigure } from "./index-figure";
import { indexTermFigure } from "./index-term-figure";
import { assessmentHref, chainChange, INDEX_SOURCE, levelCode, markOf, standsWords, stateWords } from "./index-words";
import { codeLabel, UNIT } from "./words";
import { marketKey } from "./data";
import type { PricesView } from "./view";

const INDEX = "gpu-price-index";
const SEGMENTS = ["neocloud", "hyperscaler", "marketplace"];
const HISTORY = 90;

/** What the index says on the price page: a tile for each segment, its figures, and a title. */
export type IndexPart = { headlines: Headline[]; figures: Figure[]; title: string; markets: Set<string> };

function headlineOf(segment: string, tenor: string, rows: readonly AssessmentRow[]): Headline {
  const newest = rows.at(-1);
  const valued = rows.findLast((row) => row.value !== null);
  const moved = chainChange(rows, 30);
  const words = [
    newest
      ? newest.status === "withheld"
        ? standsWords(rows)
        : `${newest.day}, ${stateWords[newest.status]}, ${newest.providers} providers`
      : "no day has passed the gates",
    moved === null ? "" : `chain ${formatChange(moved)} over 30 days`,
  ];
  const published = newest && newest.value !== null ? newest : null;
  return {
    key: `index-${segment}-${tenor}`,
    label: `${codeLabel("segment", segment)}, ${codeLabel("tenor", tenor).toLowerCase()}, index`,
    href: valued ? assessmentHref(valued) : "#index",
    unit: UNIT,
    decimals: 2,
    change: null,
    cell: published
      ? {
          value: published.value,
          status: markOf[published.status],
          source: INDEX_SOURCE,
          ref: { series: levelCode(published), period: published.day },
        }
      : { value: null, text: newest ? "withheld" : "not assessed" },
    on: published?.day ?? "",
    period: words.filter((one) => one !== "").join("; "),
    history: rows.slice(-HISTORY).map((row) => row.value),
  };
}

/** Reads the index for what the reader chose; null where the GPU has none or it is not part of the subscription. */
export async function indexPart(
  reader: Reader,
  view: PricesView,
  gpus: readonly string[],
  gpuName: string,
): Promise<IndexPart | null> {
  const [gpu, ...others] = gpus;
  if (!gpu || others.length > 0 || !reader.may(INDEX) || (view.kind !== "list" && view.kind !== "quote")) return null;
  const all = await reader.assessments({ gpus: [gpu] });
  if (all.length === 0) return null;
  const tenor = view.tenor === "all" || view.tenor === "reserved" ? "on-demand" : view.tenor;
  const segments = view.segment === "all" ? SEGMENTS : SEGMENTS.filter((one) => one === view.segment);
  if (segments.length === 0) return null;
  const rowsOf = (segment: string) => all.filter((row) => row.segment === segment && row.tenor === tenor);
  const known = segments.filter((segment) => rowsOf(segment).length > 0);
  const groups = new Map(known.map((segment) => [segment, rowsOf(segment)]));
  const curves = new Map(segments.map((segment) => [segment, all.filter((row) => row.segment === segment)]));
  const figure = indexFigure(gpuName, tenor, groups);
  const term = indexTermFigure(gpuName, curves);
  return {
    headlines: segments.map((segment) => headlineOf(segment, tenor, rowsOf(segment))),
    figures: term ? [figure, term] : [figure],
    title: figure.title,
    markets: new Set(all.flatMap((row) => (row.value === null ? [] : [marketKey(row)]))),
  };
}
