import { datasetOf } from "@/lib/datasets/registry";
import { formatDay, formatDifference, formatInstant, formatRange, formatValue } from "@/lib/kernel/format";
import { fiscalLabel, periodLabel } from "@/lib/kernel/period";
import { statusWord } from "@/lib/kernel/status";
import { confidenceOf, type Weight } from "@/lib/provenance/confidence";
import { gradeWord } from "@/lib/provenance/grade";
import type { Release, Source, Trace, Vintage } from "@/lib/store/rows";
import type { SourceView, TraceView, VintageView } from "./trace-view";

type Measure = { unit: string; decimals: number; ranks?: Record<string, string> | undefined };

const kinds: Record<Release["authorKind"], string> = {
  person: "",
  connector: " (connector)",
  starter: " (starter dataset)",
};

function valueWords(one: Vintage, { unit, decimals, ranks }: Measure): { value: string; range: string | null } {
  const range = one.low === null && one.high === null ? null : formatRange(one, unit, decimals);
  if (one.status === "W") return { value: "withdrawn", range: null };
  if (one.value === null) return { value: range ?? "n/a", range: null };
  return { value: ranks?.[String(one.value)] ?? formatValue(one.value, unit, decimals), range };
}

function changeWords(one: Vintage, before: Vintage | undefined, { unit, decimals, ranks }: Measure): string | null {
  if (!before || one.value === null || before.value === null || ranks) return null;
  if (one.value === before.value) return "unchanged";
  return formatDifference(one.value - before.value, unit, decimals);
}

/** A source in words. */
function sourceView(one: Source): SourceView {
  const { title, publisher, url, published, licence, reliability, grade, gradeWhy, gradeBy } = one;
  const why = gradeBy === "analyst" ? `${gradeWhy} (an analyst's decision)` : gradeWhy;
  const kind = one.kind.replaceAll("_", " ");
  return { title, publisher, url, published, licence, reliability, kind, grade: gradeWord[grade], gradeWhy: why };
}

/** Why a number is as sure as it is: “by rule: press report of a reported figure”. */
function confidenceWords(one: Vintage, { confidence, why }: Weight): string | null {
  if (one.status === "W" || one.confidence === null) return null;
  if (!one.confidenceByRule) return "stated with it";
  return one.confidence === confidence ? `by rule: ${why}` : "by rule, as its source was graded when it was published";
}

function vintageView(
  vintages: readonly Vintage[],
  at: number,
  one: Vintage,
  measure: Measure,
  weighed: Weight,
): VintageView {
  const { source, release, readBy } = one;
  return {
    key: `${one.knownAt} ${one.recordedAt} ${release?.number} ${at}`,
    ...valueWords(one, measure),
    change: changeWords(one, vintages[at + 1], measure),
    letter: one.status,
    status: statusWord[one.status],
    confidence: one.confidence,
    confidenceWhy: confidenceWords(one, weighed),
    knownOn: formatDay(one.knownAt),
    recordedAt: one.recordedAt && formatInstant(one.recordedAt),
    note: one.note,
    source: sourceView(source),
    release: release && {
      number: release.number,
      publishedAt: formatInstant(release.publishedAt),
      author: `${release.author}${kinds[release.authorKind]}`,
      reason: release.reason,
    },
    readBy: readBy && {
      run: readBy.run,
      connector: readBy.connector,
      payloads: readBy.payloads,
      more: readBy.count - readBy.payloads.length,
    },
  };
}

/** A trace in the words of the drawer. */
export function describeTrace({ series, period, vintages }: Trace, asOf: string | null): TraceView {
  const dataset = datasetOf(series.dataset);
  const measure = dataset.measures[series.measure];
  const words: Measure = { unit: series.unit, decimals: measure?.decimals ?? 2, ranks: measure?.ranks };
  const weighed = (one: Vintage) => confidenceOf(dataset, { ...series, ...one }, one.source.grade);
  const [newest] = vintages;
  const calendar = periodLabel(period, series.frequency);
  const { periodLabel: label = null, periodEnd = null } = newest ?? {};
  const fiscal = label && periodEnd ? fiscalLabel(label, periodEnd) : label;
  return {
    series: series.code,
    title: series.title,
    unit: series.unit,
    dataset: { slug: dataset.slug, title: dataset.title },
    period,
    periodLabel: fiscal ?? calendar,
    asOf,
    vintages: vintages.map((one, at) => vintageView(vintages, at, one, words, weighed(one))),
  };
}
