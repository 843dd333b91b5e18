import { datasetOf } from "@/lib/datasets/registry";
import { formatMonth } from "@/lib/kernel/format";
import { fiscalLabel } from "@/lib/kernel/period";
import { differs, type Form, miswritten, type Told, unsaid } from "./form";
import { lastDay, lastOfEach, type RawRow, standing, words } from "./raw-rows";

const datasetAsked = ({ query }: Told) => datasetOf(query.get("dataset") ?? "");

/** The rows that the page's settings ask for, of every period. */
function asked(told: Told): RawRow[] {
  const { slug, view } = datasetAsked(told);
  const measure = told.query.get("measure") ?? view.chart.measure;
  const own = Object.fromEntries([...told.query].filter(([key]) => !["dataset", "measure", "rows"].includes(key)));
  const where = Object.entries({ ...view.chart.where, ...own }).filter(([, value]) => value !== "all");
  return standing(told.store, slug, told.day).filter(
    (one) => one.measure === measure && where.every(([key, value]) => one.dims[key] === value),
  );
}

const shownOf = (told: Told): RawRow[] => (told.query.get("rows") === "all" ? asked(told) : lastOfEach(asked(told)));

function periodWords(one: RawRow): string {
  if (one.label && one.end) return fiscalLabel(one.label, one.end);
  return !one.label && one.frequency === "day" && one.end && one.end > one.period
    ? `${one.period} to ${one.end}`
    : words(one);
}

const reach = ({ value, low, high }: RawRow): number =>
  Math.max(value ?? -Infinity, low ?? -Infinity, high ?? -Infinity);
const sizeOf = (one: RawRow): number => one.value ?? one.low ?? one.high ?? Number.NaN;
const amountOf = (text = ""): string => text.replace(/^at (least|most) /, "");

/** The rows of a period as a title writes it: as the table does, or by the day on which it ends or begins. */
function inPeriod(rows: readonly RawRow[], when = ""): RawRow[] {
  const [, to] = /^the \w+ to (\S+)$/.exec(when) ?? [];
  const [, from] = /^periods from (\S+) on$/.exec(when) ?? [];
  if (from) return rows.filter((one) => one.period === from);
  return rows.filter((one) => (to ? formatMonth(lastDay(one)) === to : periodWords(one) === when));
}

const KIND: Record<string, RegExp> = {
  E: /estimate/,
  F: /forecast/,
  P: /value/,
  A: /value/,
  G: /guided/,
  C: /consensus/,
};

const data = (pattern: RegExp, recompute: Form["recompute"]): Form => ({
  page: "data",
  figure: /^series$/,
  pattern,
  recompute,
});

/** Whether a thing that rows call by its slug is called by its name in the title. */
const named = (slug: string, { title, store }: Told): boolean =>
  ["all-suppliers", "all-models", "all-sites"].includes(slug) ||
  [...store.slugs].some(([name, slugs]) => slugs.has(slug) && title.includes(name));

/** Whether the statement that a title quotes is one of these rows, by amount and kind. */
function quoted(rows: readonly RawRow[], amount: string | undefined, kind: string | undefined, told: Told): string[] {
  const ranks = Object.values(datasetAsked(told).measures).flatMap((one) => Object.entries(one.ranks ?? {}));
  const rank = ranks.find(([, word]) => word === amount)?.[0];
  const meant = rows.filter((one) =>
    rank === undefined ? miswritten("", amountOf(amount), sizeOf(one)).length === 0 : String(one.value) === rank,
  );
  const first = meant.find((one) => unsaid(one.status, kind).length === 0);
  if (!first) return [`no row of the period says ${String(amount)} (${kind ?? "actual"})`];
  const unnamed = Object.entries(datasetAsked(told).dimensions)
    .filter(([key, one]) => "entity" in one && !named(first.dims[key] ?? "", told))
    .map(([key]) => `its ${key} is not named`);
  if (unnamed.length > 0) return unnamed;
  return told.store.lost.has(first.source) ? ["nobody can look up its source"] : [];
}

export const dataForms: readonly Form[] = [
  data(
    /^(?<name>.+): (?<amount>.+) (?:on|in) (?<when>[^(]+(?: \([A-Z][a-z]{2}-\d{2}\))?)(?: \((?<kind>[a-z][^)]*)\))?, the (?:largest|highest) of (?<of>\d+) comparable (?<plural>[a-z ]+)$/,
    ({ amount, when, kind, of }, told) => {
      const rows = inPeriod(asked(told), when);
      const by = datasetAsked(told).view.chart.by[0] ?? "";
      const leader = rows.filter((one) => one.value !== null).toSorted((a, b) => reach(b) - reach(a))[0];
      const like = rows.filter(
        (one) =>
          one.value !== null &&
          one.low === null &&
          one.high === null &&
          one.unit === leader?.unit &&
          Object.entries(one.dims).every(([key, value]) => key === by || value === leader.dims[key]) &&
          "AP".includes(one.status) === "AP".includes(leader.status),
      );
      // Of what is stated on a day, the newest of another day stands beside it.
      const beside = leader?.frequency === "day" ? shownOf(told) : rows;
      const rivals = beside.filter((one) => one !== leader && one.unit === leader?.unit && reach(one) >= reach(leader));
      return [
        ...(leader ? quoted([leader], amount, kind, told) : ["there is no row of the period"]),
        ...differs("comparable", Number(of), new Set(like.map((one) => one.dims[by])).size),
        ...differs("at least three", Number(of) >= 3, true),
        ...differs("others as large", rivals.filter((one) => one.dims[by] !== leader?.dims[by]).length, 0),
      ];
    },
  ),
  data(
    /^(?<name>.+): (?<range>.+) \((?<count>\d+) (?<kinds>[^)]+)\) in (?<when>.+)$/,
    ({ range = "", count, kinds = "", when }, told) => {
      const rows = inPeriod(asked(told), when);
      const ends = rows
        .flatMap((one) => (one.value === null ? [one.low, one.high] : [one.value]))
        .filter((one) => one !== null);
      const [from, to = from] = range.split(/–| to /);
      const suffix = /[KMBT]$/.exec(range)?.[0] ?? "";
      const low = from && suffix && /[\d.]$/.test(from) ? `${from}${suffix}` : from;
      return [
        ...differs("statements", Number(count), rows.length),
        ...miswritten("low", low, Math.min(...ends)),
        ...miswritten("high", to, Math.max(...ends)),
        ...differs("subjects", new Set(rows.map(({ dims }) => JSON.stringify({ ...dims, publisher: "" }))).size, 1),
        ...differs(
          "kinds said",
          rows.every((one) => KIND[one.status]?.test(kinds)),
          true,
        ),
      ];
    },
  ),
  data(
    /^(?<title>.+): (?<count>[\d,]+) (?<kinds>[a-z ,]+) for (?<when>.+), of (?<all>[\d,]+) in the table$/,
    ({ count = "", kinds = "", when, all = "" }, told) => {
      const rows = inPeriod(shownOf(told), when);
      return [
        ...differs("in the table", Number(all.replaceAll(",", "")), told.figure.table.rows.length),
        ...differs("rows of the choice", Number(all.replaceAll(",", "")), shownOf(told).length),
        ...differs("statements of the period", Number(count.replaceAll(",", "")), rows.length),
        ...differs(
          "kinds said",
          rows.every((one) => KIND[one.status]?.test(kinds)),
          true,
        ),
      ];
    },
  ),
  data(
    /^(?<name>.+): (?<amount>.+?) (?:on|in) (?<when>[^()]+(?: \([A-Z][a-z]{2}-\d{2}\))?)(?: \((?<kind>[a-z][^)]*)\))?$/,
    ({ amount, when, kind }, told) => {
      const rows = inPeriod(shownOf(told), when);
      return [...differs("statements of the period", rows.length, 1), ...quoted(rows, amount, kind, told)];
    },
  ),
  data(/^[^:]+$/, (_, told) => differs("rows", told.figure.table.rows.length, 0)),
];

const series = (pattern: RegExp, recompute: Form["recompute"]): Form => ({
  page: "series",
  figure: /^revisions$/,
  pattern,
  recompute,
});

/** How many periods of a series, and of how many the number was ever said otherwise. */
function revisions(told: Told): { periods: number; revised: number } {
  const rows = told.store.rows
    .filter((one) => one.series === told.query.get("code") && one.known.slice(0, 10) <= told.day)
    .toSorted((a, b) => (a.known < b.known ? -1 : a.known > b.known ? 1 : a.recorded < b.recorded ? -1 : 1));
  const said = new Map<string, string[]>();
  for (const { period, value, low, high, status } of rows)
    said.set(period, [...(said.get(period) ?? []), JSON.stringify([value, low, high, status === "W"])]);
  const revised = [...said.values()].filter((all) => new Set(all).size > 1).length;
  return { periods: said.size, revised };
}

export const seriesForms: readonly Form[] = [
  series(/^Its one period was never revised$/, (_, told) => {
    const { periods, revised } = revisions(told);
    return [...differs("periods", 1, periods), ...differs("revised", 0, revised)];
  }),
  series(/^None of (?<periods>[\d,]+) periods was revised$/, ({ periods = "" }, told) => {
    const is = revisions(told);
    return [...differs("periods", Number(periods.replace(",", "")), is.periods), ...differs("revised", 0, is.revised)];
  }),
  series(/^(?<revised>[\d,]+) of (?<periods>[\d,]+) periods? (?:was|were) revised$/, (said, told) => {
    const is = revisions(told);
    return [
      ...differs("periods", Number(said["periods"]?.replace(",", "")), is.periods),
      ...differs("revised", Number(said["revised"]?.replace(",", "")), is.revised),
    ];
  }),
];
