import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { fiscalLabel, periodLabel } from "@/lib/kernel/period";
import { endOf } from "@/lib/models/capex-calendar";
import type { Stated } from "@/lib/models/capex-basis";
import { groupVintages } from "@/lib/models/capex-group";
import type { Span, ViewKind } from "@/lib/models/capex-point-in-time";
import type { Observation } from "@/lib/store/rows";
import { type Labels, labelsOf } from "../dataset/names";
import { FINANCIALS } from "./facts";
import { GROUPS } from "./members";
import { CAPEX_LINES } from "@/lib/models/capex-definition";

export const VIEW_DATASETS: Record<ViewKind, string> = {
  guidance: "capex-guidance",
  consensus: "capex-consensus",
  estimate: "capex-estimates",
};

/** Everything said and reported about the capex of one company or group, every vintage known by the reader's moment. */
export type Statements = {
  subject: string;
  name: string;
  isGroup: boolean;
  label: Labels;
  views: Record<ViewKind, readonly Observation[]>;
  /** What was reported, by definition; of a group, what its members add up to. */
  actuals: ReadonlyMap<string, readonly Stated[]>;
  /** The stored rows that the actuals rest on. */
  reported: readonly Observation[];
  /** The titles of datasets to which the viewer has no right. */
  closed: readonly string[];
};

/** A company's name, or the words of a group or scope. */
function nameOfSubject(subject: string, company: Labels, scope: Labels): string {
  const name = company("company", subject);
  return GROUPS[subject]?.name ?? (name === subject ? scope("scope", subject) : name);
}

/** Every company, group or scope whose capex somebody guided, expected or estimated, with its name. */
export async function subjectsOf(reader: Reader): Promise<Map<string, string>> {
  const open = Object.values(VIEW_DATASETS).filter((one) => reader.may(one));
  const series = (await Promise.all(open.map((dataset) => reader.series({ dataset })))).flat();
  const [company, scope] = await Promise.all(
    [FINANCIALS, "capex-estimates"].map((one) => labelsOf(reader, datasetOf(one))),
  );
  const capex = series.filter((one) => (one.dims["line"] ?? "capex") === "capex");
  const subjects = new Set(capex.map((one) => one.dims["company"] ?? one.dims["scope"] ?? ""));
  if (!company || !scope) return new Map();
  return new Map([...subjects].map((one) => [one, nameOfSubject(one, company, scope)]));
}

const membersOf = (subject: string): readonly string[] => GROUPS[subject]?.members ?? [subject];

async function viewsOf(reader: Reader, kind: ViewKind, subject: string): Promise<readonly Observation[]> {
  const dataset = VIEW_DATASETS[kind];
  if (!reader.may(dataset)) return [];
  const where = kind === "guidance" ? { company: subject } : { scope: subject, line: "capex" };
  return reader.vintages({ dataset, where });
}

/** Reads what is known about `subject`, a company or a group; a dataset without a right to it is left out and named. */
export async function readStatements(reader: Reader, subject: string): Promise<Statements> {
  const lines = Object.values(CAPEX_LINES).map((one) => one.line);
  const where = { company: [...membersOf(subject)], line: lines };
  const [guidanceLabel, publisherLabel, reportedLabel, guidance, consensus, estimate, all] = await Promise.all([
    labelsOf(reader, datasetOf("capex-guidance")),
    labelsOf(reader, datasetOf("capex-estimates")),
    labelsOf(reader, datasetOf(FINANCIALS)),
    viewsOf(reader, "guidance", subject),
    viewsOf(reader, "consensus", subject),
    viewsOf(reader, "estimate", subject),
    reader.may(FINANCIALS) ? reader.vintages({ dataset: FINANCIALS, where }) : Promise.resolve([]),
  ]);
  const reported = all.filter((one) => one.unit === "USD");
  const group = GROUPS[subject];
  const actuals = lines.map((line): [string, readonly Stated[]] => {
    const rows = reported.filter((one) => one.dims["line"] === line);
    return [line, group ? groupVintages(rows, group.members) : rows];
  });
  const label: Labels = (dimension, value) => {
    if (dimension === "publisher") return publisherLabel(dimension, value);
    return dimension === "definition" ? guidanceLabel(dimension, value) : reportedLabel(dimension, value);
  };
  const slugs = [FINANCIALS, ...Object.values(VIEW_DATASETS)];
  return {
    subject,
    name: nameOfSubject(subject, reportedLabel, publisherLabel),
    isGroup: group !== undefined,
    label,
    views: { guidance, consensus, estimate },
    actuals: new Map(actuals),
    reported,
    closed: slugs.filter((slug) => !reader.may(slug)).map((slug) => datasetOf(slug).title),
  };
}

/** A year or quarter about which somebody said something: `key` in addresses, `label` on the page. */
export type Period = { key: string; label: string; span: Span; kinds: number };

/** The periods of which views are known, newest first; `kinds` counts the kinds of statement, actuals included. */
export function periodsOf({ views, reported }: Statements): Period[] {
  const spans = new Map<string, { rows: Observation[]; kinds: Set<string> }>();
  for (const [kind, rows] of Object.entries(views))
    for (const one of rows) {
      const at = `${one.frequency} ${one.period} ${endOf(one)}`;
      const found = spans.get(at) ?? { rows: [], kinds: new Set<string>() };
      spans.set(at, { rows: [...found.rows, one], kinds: found.kinds.add(kind) });
    }
  const taken = new Set<string>();
  return [...spans.values()]
    .flatMap(({ rows, kinds }): Period[] => {
      const first = rows[0];
      if (!first) return [];
      const span = { start: first.period, end: endOf(first) };
      const fiscal = rows.find((one) => one.periodLabel?.startsWith("FY"))?.periodLabel;
      const key = fiscal ?? periodLabel(first.period, first.frequency);
      const spent = reported.some((one) => one.period >= span.start && endOf(one) <= span.end && one.value !== null);
      return [{ key, label: fiscal ? fiscalLabel(fiscal, span.end) : key, span, kinds: kinds.size + (spent ? 1 : 0) }];
    })
    .toSorted((a, b) => b.span.end.localeCompare(a.span.end) || a.span.start.localeCompare(b.span.start))
    .filter(({ key }) => !taken.has(key) && taken.add(key));
}

/** The period asked for; where none is, the year of which most kinds of statement are known, the newest of these. */
export function periodOf(periods: readonly Period[], asked: string): Period | null {
  if (asked) return periods.find((one) => one.key === asked) ?? null;
  const years = periods.filter((one) => !/[QH]\d$/.test(one.key));
  const among = years.length > 0 ? years : periods;
  return among.toSorted((a, b) => b.kinds - a.kinds || b.span.end.localeCompare(a.span.end))[0] ?? null;
}
