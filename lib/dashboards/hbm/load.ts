import { addTo } from "@/lib/kernel/group-by";
import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import type { Observation } from "@/lib/store/rows";
import { type Labels, labelsOf } from "../dataset/names";
import type { Figure, SourcedFigure } from "../figure";
import { withSources } from "../figure-sources";
import { forbiddenFigure } from "../forbidden";
import { ageLimit } from "../telling/age";
import { leadsOf } from "../telling/leading";
import { costFigure } from "./cost-figure";
import { DRAWN_FROM, fewClaimsFigure } from "./few-claims-figure";
import { marketFigure } from "./market-figure";
import { qualificationFigure } from "./qualification-figure";
import { shareFigure } from "./share-figure";
import type { HbmView } from "./view";

export type Choice = { value: string; label: string };
export type HbmChoices = Record<"basis" | "generation" | "customer" | "publisher", Choice[]>;
export type HbmModel = { title: string; figures: SourcedFigure[]; choices: HbmChoices };

const SHARE = "hbm-share";
const MARKET = "hbm-market";
const COST = "accelerator-cost";
const KEYS = ["basis", "generation", "customer", "publisher"] as const;

/** Shares that may stand in one chart: same span, basis, generation and customer. */
const kindOf = (one: Observation) =>
  [one.measure, one.dims["basis"], one.dims["generation"], one.dims["customer"]].join(" ");

/** Kinds that say what they count come first, then those that cover most periods; what was computed comes last. */
function rank(group: readonly Observation[]): number {
  const first = group[0];
  const periods = new Set(group.map((one) => one.period)).size;
  const basis = first?.dims["basis"] ?? "";
  const told = basis.endsWith("-computed") ? -100 : basis === "not-stated" ? 0 : 100;
  return told + periods * 10 + (first?.measure === "quarter" ? 5 : 0);
}

async function shareFigures(reader: Reader, view: HbmView, label: Labels): Promise<Figure[]> {
  const where = Object.fromEntries(KEYS.flatMap((key) => (view[key] === "all" ? [] : [[key, view[key]] as const])));
  const observations = await reader.observations({ dataset: SHARE, where });
  const telling = { ...ageLimit(reader, datasetOf(SHARE)), leads: await leadsOf(reader, observations) };
  const kinds = new Map<string, Observation[]>();
  for (const one of observations) addTo(kinds, kindOf(one), one);
  const groups = [...kinds.values()].toSorted((a, b) => rank(b) - rank(a));
  const few = groups.filter((group) => group.length < DRAWN_FROM).flat();
  const drawn = groups
    .filter((group) => group.length >= DRAWN_FROM)
    .flatMap((group) => shareFigure(group, label, telling) ?? []);
  const rest = {
    id: "other-shares",
    title: { one: "further claim about shares", many: "further claims about shares" },
  };
  return few.length > 0 ? [...drawn, fewClaimsFigure(rest, datasetOf(SHARE), few, label)] : drawn;
}

async function choicesOf(reader: Reader, label: Labels): Promise<HbmChoices> {
  const series = await reader.series({ dataset: SHARE });
  const of = (key: (typeof KEYS)[number]): Choice[] => {
    const values = [...new Set(series.map((one) => one.dims[key] ?? ""))].filter((value) => value !== "all");
    const named = values
      .map((value) => ({ value, label: label(key, value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
    return [{ value: "all", label: "All, kept apart" }, ...named];
  };
  return { basis: of("basis"), generation: of("generation"), customer: of("customer"), publisher: of("publisher") };
}

async function marketFigures(reader: Reader): Promise<Figure[]> {
  const dataset = datasetOf(MARKET);
  const label = await labelsOf(reader, dataset);
  const observations = await reader.observations({ dataset: MARKET });
  const telling = { ...ageLimit(reader, dataset), leads: await leadsOf(reader, observations) };
  const groups = Object.keys(dataset.measures).map((key) => observations.filter((one) => one.measure === key));
  const few = groups.filter((group) => group.length < DRAWN_FROM).flat();
  const drawn = groups.flatMap((group) => {
    const measure = group[0]?.measure;
    return measure && group.length >= DRAWN_FROM
      ? (marketFigure(dataset, measure, group, { label, limit: telling }) ?? [])
      : [];
  });
  const rest = {
    id: "other-market",
    title: { one: "further figure about the market", many: "further figures about the market" },
  };
  return few.length > 0 ? [...drawn, fewClaimsFigure(rest, dataset, few, label)] : drawn;
}

/** The HBM page: shares by basis and span, each kept apart; the market; qualifications; HBM's part of accelerator cost. */
export async function loadHbm(reader: Reader, view: HbmView): Promise<HbmModel> {
  const dataset = datasetOf(SHARE);
  const label = await labelsOf(reader, dataset);
  const mayShare = reader.may(SHARE);
  const share = mayShare ? await shareFigures(reader, view, label) : [forbiddenFigure(reader, "share", dataset)];
  const market = reader.may(MARKET)
    ? [await qualificationFigure(reader), ...(await marketFigures(reader))]
    : [forbiddenFigure(reader, "market", datasetOf(MARKET))];
  const cost = reader.may(COST) ? await costFigure(reader) : forbiddenFigure(reader, "cost", datasetOf(COST));
  const empty: HbmChoices = { basis: [], generation: [], customer: [], publisher: [] };
  const nothing = `No share matches these filters${reader.asOfDay ? ` as of ${reader.asOfDay}` : ""}`;
  return {
    title: share[0]?.title ?? nothing,
    figures: [...share, cost, ...market].map(withSources),
    choices: mayShare ? await choicesOf(reader, label) : empty,
  };
}
