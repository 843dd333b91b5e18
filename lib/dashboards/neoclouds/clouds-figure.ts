import { findDataset } from "@/lib/datasets/registry";
import type { Entity, EntityAttributes, Observation } from "@/lib/store/rows";
import type { Cell, ChartSeries, Column, Figure, Row } from "../figure";
import { fromDay, isOld } from "../telling/age";
import type { Telling } from "../telling/leading";
import { cloudsTitle } from "./clouds-title";
import { ALL_MODELS, ALL_SITES, amountOf, fleetStatement, partsNamed, STATES } from "./fleet-statements";
import { type StandingTier, tierCell, tierNow } from "./standing-tiers";
import { datedCell, observedCell, observedPoint, partCell } from "../cells";
import { sourcesIn } from "../figure-sources";
import { isAbout } from "./slugs-of";
import type { CloudsView } from "./view";

export type CloudsData = {
  clouds: readonly Entity[];
  fleets: readonly Observation[];
  tiers: ReadonlyMap<string, StandingTier>;
  names: { site: ReadonlyMap<string, string>; gpu: ReadonlyMap<string, string> };
  telling: Telling;
};

const word = (value: EntityAttributes[string] | undefined): string =>
  value === undefined || value === "" ? "not known" : String(value);

/** Where the roster's row about a cloud is from, as a cell carries it; nothing where no source was kept. */
export const rosterSource = ({ source }: Entity): { source?: string } => (source === null ? {} : { source });

/** Whether a cloud's attribute was stated by a source, or rests on no source that we kept. */
export const unverifiedFields = (cloud: Entity): string[] =>
  String(cloud.attributes["unverified"] ?? "")
    .split("|")
    .filter(Boolean);

/** Whether a cloud is sovereign by the roster; not known of one that nobody had described by then. */
export const sovereignWord = ({ described, attributes }: Entity): "yes" | "no" | "not known" =>
  described ? (attributes["sovereign"] === true ? "yes" : "no") : "not known";

/** The clouds that match what the reader chose. */
export function matching({ clouds, tiers }: CloudsData, view: CloudsView): Entity[] {
  const is = (chosen: string, value: EntityAttributes[string] | undefined) =>
    chosen === "all" || chosen === word(value);
  return clouds.filter((cloud) => {
    const tier = tierNow(tiers.get(cloud.slug));
    return (
      is(view.kind, cloud.attributes["kind"]) &&
      is(view.country, cloud.attributes["country"]) &&
      is(view.status, cloud.attributes["status"]) &&
      is(view.tier, tier) &&
      (view.sovereign === "all" || view.sovereign === sovereignWord(cloud))
    );
  });
}

/**
 * What stands for a cloud's fleet on this page as on the cloud's own: the newest about the whole of it that somebody can
 * look up; where there is none, whatever was said.
 */
function standing({ telling }: CloudsData, own: readonly Observation[], state: (typeof STATES)[number]) {
  const led = fleetStatement(own.filter(telling.leads), state);
  return led?.whole ? led : fleetStatement(own, state);
}

function statementCell(
  data: CloudsData,
  statements: readonly Observation[],
  state: (typeof STATES)[number],
  decimals: number,
): Cell {
  const found = standing(data, statements, state);
  if (!found) return { value: null };
  const old = isOld(found.statement, data.telling) ? fromDay(found.statement) : undefined;
  if (found.whole) return old ? datedCell(found.statement, decimals, old) : observedCell(found.statement);
  const { site = ALL_SITES, gpu = "" } = found.statement.dims;
  const place = site === ALL_SITES ? "all sites" : (data.names.site.get(site) ?? site);
  const model = gpu === ALL_MODELS ? "all models" : (data.names.gpu.get(gpu) ?? gpu);
  return partCell(found.statement, decimals, `${place}, ${model}`, old);
}

/** What the roster says of a cloud, with the source of the roster's row; what is unverified rests on none. */
function attributeCell(cloud: Entity, key: string): Cell {
  const value = cloud.attributes[key];
  if (value === undefined) return { value: null };
  if (unverifiedFields(cloud).some((field) => field.endsWith(key)))
    return { value: String(value), text: `${String(value)} (unverified)` };
  return { value: String(value), text: String(value), ...rosterSource(cloud) };
}

function rowOf(data: CloudsData, cloud: Entity, measure: string, decimals: number): Row {
  const own = data.fleets.filter((one) => isAbout(cloud, one.dims["cloud"]));
  const measured = own.filter((one) => one.measure === measure);
  const cells = STATES.map((state) => [state, statementCell(data, measured, state, decimals)] as const);
  return {
    cloud: { value: cloud.name, href: `/neoclouds/${cloud.slug}`, ...rosterSource(cloud) },
    kind: { value: word(cloud.attributes["kind"]).replaceAll("_", " "), ...rosterSource(cloud) },
    country: attributeCell(cloud, "country"),
    sovereign: { value: sovereignWord(cloud), ...rosterSource(cloud) },
    status: { value: word(cloud.attributes["status"]), ...rosterSource(cloud) },
    tier: tierCell(data.tiers.get(cloud.slug)),
    ...Object.fromEntries(cells),
    sites: {
      value: partsNamed(own, data.names.site),
      derivation: "number of sites and other parts that are named in any statement about this cloud",
      sources: sourcesIn(own),
    },
  };
}

/** As many clouds as a chart of bars can bear. */
const DRAWN_MOST = 16;

const COLUMNS: Column[] = [
  { key: "cloud", label: "Cloud", kind: "text" },
  { key: "kind", label: "Kind", kind: "text" },
  { key: "country", label: "Country", kind: "text" },
  { key: "sovereign", label: "Sovereign", kind: "text" },
  { key: "status", label: "Status", kind: "text" },
  { key: "tier", label: "ClusterMAX", kind: "number" },
];

function drawn(
  data: CloudsData,
  clouds: readonly Entity[],
  measure: string,
): { series: ChartSeries[]; categories: string[]; of: number } {
  const wholes = clouds.map((cloud) => {
    const own = data.fleets.filter((one) => isAbout(cloud, one.dims["cloud"]) && one.measure === measure);
    const found = STATES.map((state) => standing(data, own, state));
    return { cloud, found: found.map((one) => (one?.whole ? one.statement : null)) };
  });
  const size = (statement: Observation | null) => (statement ? amountOf(statement) : null) ?? 0;
  const rank = (one: (typeof wholes)[number]) => Math.max(...one.found.map(size));
  const known = wholes.filter((one) => one.found.some(Boolean));
  const top = known.toSorted((a, b) => rank(b) - rank(a)).slice(0, DRAWN_MOST);
  const series = STATES.map((state, at): ChartSeries => {
    const points = top.flatMap(({ cloud, found }) => {
      const one = found[at];
      return one ? [{ ...observedPoint(one), x: cloud.name }] : [];
    });
    return { key: state, name: state, shape: "bar", points };
  });
  return { series, categories: top.map((one) => one.cloud.name), of: known.length };
}

const FILTERS = ["kind", "country", "sovereign", "status", "tier"] as const;

const NOTE =
  "Where nobody made a statement about the whole cloud, the table shows the largest about one site or one model, marked “part”. A number that is older than the dataset's limit carries its day. Attributes marked unverified rest on no source that was kept.";

/** That of some clouds only numbers were known on a past day. */
function silentNote(clouds: readonly Entity[]): string {
  const silent = clouds.filter((one) => !one.described).length;
  return silent > 0
    ? ` Of ${silent} of these clouds only numbers were known then: their kind, country and status were recorded later and are not shown.`
    : "";
}

/** Every tracked cloud with its fleet by state; the chart draws those with most in a statement about the whole cloud. */
export function cloudsFigure(data: CloudsData, view: CloudsView): Figure {
  const measure = findDataset("neocloud-fleets")?.measures[view.measure];
  const unit = measure?.unit ?? "";
  const decimals = measure?.decimals ?? 0;
  const clouds = matching(data, view);
  const rows = clouds.map((cloud) => rowOf(data, cloud, view.measure, decimals));
  const { series, categories, of } = drawn(data, clouds, view.measure);
  const states = STATES.map((state): Column => ({
    key: state,
    label: `${state[0]?.toUpperCase()}${state.slice(1)}`,
    kind: "number",
    unit,
    decimals,
  }));
  const measured = data.fleets.filter((one) => one.measure === view.measure);
  const filtered = FILTERS.some((key) => view[key] !== "all");
  const title = cloudsTitle(clouds, measured, { unit, decimals, telling: data.telling, filtered });
  const summary = `${title}. Bars: ${categories.length} of ${of} clouds with a statement about the whole cloud in ${unit}; installed, contracted and announced apart; plans and estimates are marked as such.`;
  return {
    id: "clouds",
    title,
    subtitle: `${measure?.label ?? ""}, ${unit}; newest statement about the whole cloud, first of those that can be looked up; installed, contracted and announced are different things and are never added up`,
    chart:
      categories.length > 0
        ? { x: "category", categories, horizontal: true, unit, decimals, fromZero: true, series, summary }
        : null,
    table: {
      columns: [...COLUMNS, ...states, { key: "sites", label: "Sites or parts named", kind: "number", decimals: 0 }],
      rows,
    },
    note: `${NOTE}${silentNote(clouds)}`,
    ...(clouds.length === 0 ? { empty: "No cloud matches these filters." } : {}),
  };
}
