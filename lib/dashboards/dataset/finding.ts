import type { DatasetDefinition } from "@/lib/datasets/define";
import { formatDay, formatMonth } from "@/lib/kernel/format";
import type { Observation } from "@/lib/store/rows";
import { lastDayOf } from "../telling/age";
import type { Telling } from "../telling/leading";
import { countedStatements, statusPlural } from "../telling/status-words";
import { uncapitalised } from "../telling/counted";
import { leadPeriod } from "../telling/lead-period";
import { spreadOf, spreadWords } from "../telling/spread";
import { isGroup } from "../telling/statement";
import { superlative } from "../telling/superlative";
import { tell } from "../telling/tell";
import type { Labels } from "./names";
import { observedPeriod } from "./table";
import type { DatasetView } from "./view";

type Asked = { dataset: DatasetDefinition; view: DatasetView; label: Labels; limit: Telling };

const SILENT = new Set(["all", "any", "not-stated", "none"]);

/** What a statement is about: every dimension that says something, and the measure where a dataset has several. */
function nameOf(one: Observation, { dataset, label }: Asked, without: readonly string[] = []): string {
  const keys = Object.keys(dataset.dimensions).filter((key) => !without.includes(key));
  const said = keys.filter((key) => !SILENT.has(one.dims[key] ?? "")).map((key) => label(key, one.dims[key] ?? ""));
  const measure = Object.keys(dataset.measures).length > 1 ? dataset.measures[one.measure]?.label : undefined;
  const words = [...said.filter((word) => word !== one.unit), ...(measure ? [uncapitalised(measure)] : [])];
  return words.join(", ") || dataset.title;
}

/** The one dimension by which a dataset's statements may be ranked: things of one kind, never publishers or definitions. */
function rankedBy({ view, dimensions }: DatasetDefinition): string | null {
  const [key, second] = view.chart.by;
  const dimension = key === undefined || second !== undefined ? undefined : dimensions[key];
  if (key === undefined || !dimension) return null;
  const things = "entity" in dimension ? dimension.entity !== "publisher" : dimension.open === true;
  return things ? key : null;
}

/** `SK hynix: 57% in 2025Q3 (estimate), the highest of 3 estimates`; null where nothing may be ranked. */
function ranking(
  same: readonly Observation[],
  shown: readonly Observation[],
  asked: Asked,
  decimals: number,
): string | null {
  const key = rankedBy(asked.dataset);
  const [first] = same;
  if (key === null || !first) return null;
  // By its name, since what was merged into another is not a second one.
  const named = (all: readonly Observation[]) =>
    all
      .filter((one) => !isGroup(one.dims[key] ?? ""))
      .map((statement) => ({ name: asked.label(key, statement.dims[key] ?? ""), statement }));
  // What was said on another day stands beside what is said on this one; another quarter is another matter.
  const against = first.frequency === "day" ? named(shown) : [];
  const found = superlative(named(same), { across: [key], decimals, against });
  if (!found || !asked.limit.leads(found.leader.statement)) return null;
  const { statement } = found.leader;
  const measure = asked.dataset.measures[statement.measure];
  const word = measure?.nature === "stock" || measure?.nature === "flow" ? "largest" : "highest";
  const told = tell(statement, { decimals, limit: asked.limit, ranks: measure?.ranks });
  return `${nameOf(statement, asked)}: ${told}, the ${word} of ${found.of} comparable ${statusPlural(statement.status)}`;
}

/**
 * The period of several statements that begin on one day: as all of them are written, else by its last day, since what
 * is a second quarter to one company is a fourth to another.
 */
function sharedPeriod(same: readonly Observation[], first: Observation): string {
  const isWrittenAlike = new Set(same.map(observedPeriod)).size === 1;
  if (isWrittenAlike) return observedPeriod(first);
  const ends = new Set(same.map(lastDayOf));
  const span = first.frequency === "day" ? "period" : first.frequency;
  return ends.size === 1 ? `the ${span} to ${formatMonth(lastDayOf(first))}` : `periods from ${first.period} on`;
}

/** The period that leads among a table's rows; null where there are none. */
export const leadPeriodOf = (shown: readonly Observation[], limit: Pick<Telling, "asOf">): string | null =>
  shown.length === 0
    ? null
    : leadPeriod(
        shown.map((one) => one.period),
        formatDay(limit.asOf),
      );

/**
 * The finding of a dataset's page, about the period that leads: its one statement, the largest of comparable ones, the
 * range of rival publishers', or how many there are. `shown` are the table's rows, `ofPeriod` all that
 * the choice found of the period that leads.
 */
export function datasetFinding(shown: readonly Observation[], ofPeriod: readonly Observation[], asked: Asked): string {
  const { dataset, view, limit } = asked;
  const measure = dataset.measures[view.measure];
  const period = leadPeriodOf(shown, limit);
  const same = shown.filter((one) => one.period === period);
  const first = same[0];
  if (!first || !measure) return dataset.title;
  const { decimals, ranks } = measure;
  if (same.length === 1 && limit.leads(first))
    return `${nameOf(first, asked)}: ${tell(first, { decimals, limit, ranks })}`;
  // A series whose newest row is of another period would be left out of the comparison unseen.
  const whole = ofPeriod.filter((one) => one.period === period).length === same.length;
  const ranked = whole ? ranking(same, shown, asked, decimals) : null;
  if (ranked) return ranked;
  const isOnePeriod = new Set(same.map(lastDayOf)).size === 1;
  const spread = whole && isOnePeriod && !ranks ? spreadOf(same, ["publisher"]) : null;
  const when = sharedPeriod(same, first);
  if (spread && spread.of === same.length && same.every(limit.leads))
    return `${nameOf(first, asked, ["publisher"])}: ${spreadWords(spread, first.unit, decimals, limit)} in ${when}`;
  const count = countedStatements(same.map((one) => one.status));
  return `${dataset.title}: ${count} for ${when}, of ${shown.length.toLocaleString("en-US")} in the table`;
}
