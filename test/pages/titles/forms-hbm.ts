import { periodLabel } from "@/lib/kernel/period";
import { DAY, differs, type Form, miswritten, type Told, unsaid } from "./form";
import { numbersIn, writes } from "./numbers";
import { type RawRow, standing } from "./raw-rows";

const said = (one: RawRow): [number, number] | null => {
  if (one.value !== null) return [one.value, one.value];
  return one.low !== null && one.high !== null ? [one.low, one.high] : null;
};

/** `43–56%` or `57%` against statements: its ends are the least and the most of what was said in full. */
function misranged(what: string, text: string | undefined, rows: readonly RawRow[]): string[] {
  const ends = rows.flatMap((one) => said(one) ?? []);
  const numbers = numbersIn(text ?? "");
  const [floor] = rows;
  if (ends.length === 0)
    return floor && /at (least|most)/.test(text ?? "")
      ? miswritten(what, text?.replace(/^at (least|most) /, ""), floor.low ?? floor.high)
      : [`${what}: nothing was said in full`];
  const [from, to] = [numbers[0], numbers.at(-1)];
  const right = from && to && writes(from, Math.min(...ends)) && writes(to, Math.max(...ends));
  return right ? [] : [`${what}: it says ${String(text)}, the rows say ${Math.min(...ends)} to ${Math.max(...ends)}`];
}

/** Floors above and ceilings below all that was said in full are told, each once, and nothing else is. */
function misopened(text: string | undefined, rows: readonly RawRow[]): string[] {
  const ends = rows.flatMap((one) => said(one) ?? []);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const beyond = rows.flatMap(({ value, low, high }) => {
    if (value !== null || ends.length === 0) return [];
    if (high === null) return low !== null && low > most ? [low] : [];
    return low === null && high < least ? [high] : [];
  });
  const told = numbersIn(text ?? "");
  return [
    ...beyond.filter((one) => !told.some((number) => writes(number, one))).map((one) => `${one} of others is not told`),
    ...told.filter((one) => !beyond.some((amount) => writes(one, amount))).map(() => `nobody says ${String(text)}`),
  ];
}

/** That something was left out since nobody can look it up is said where it is so, and only there. */
const unledUnsaid = (text: string | undefined, rows: readonly RawRow[], { store }: Told): string[] =>
  differs(
    "left out what nobody can look up",
    /more that cannot be looked up/.test(text ?? ""),
    rows.some((one) => said(one) && store.lost.has(one.source)),
  );

const KIND: Record<string, RegExp> = {
  E: /estimate/,
  F: /forecast/,
  P: /provisional|value/,
  A: /value/,
  G: /guided/,
  C: /consensus/,
};

/** Every kind that several statements are of is named, and no other; old ones have the days from when to when they are. */
function miskinded(text: string, rows: readonly RawRow[], told: Told, staleAfterDays: number): string[] {
  const missing = [...new Set(rows.map((one) => one.status))].filter((one) => !KIND[one]?.test(text));
  const days = rows.map((one) => one.known.slice(0, 10)).toSorted();
  const age = (Date.parse(told.day) - Date.parse(days[0] ?? told.day)) / 86_400_000;
  const view = rows.some((one) => one.status !== "A" && one.status !== "P");
  const dates = [...text.matchAll(new RegExp(DAY, "g"))].map(([day]) => day);
  const wanted = view && age > staleAfterDays && rows.length > 1 ? [days[0], days.at(-1)] : null;
  return [
    ...missing.map((one) => `${one} is not said in “${text}”`),
    ...(wanted
      ? [...differs("first said", dates[0], wanted[0]), ...differs("last said", dates.at(-1), wanted[1])]
      : []),
  ];
}

const STALE = 150;

/** The rows that a share's figure is of. */
function shareRows(told: Told): RawRow[] {
  const [, measure, basis, generation, customer] =
    /^share-(quarter|half|year)-(.+)-(all|hbm[a-z0-9]+)-([a-z0-9]+)$/.exec(told.figure.id) ?? [];
  const publisher = told.query.get("publisher");
  return standing(told.store, "hbm-share", told.day).filter(
    ({ measure: own, dims }) =>
      own === measure &&
      dims["basis"] === basis &&
      dims["generation"] === generation &&
      dims["customer"] === customer &&
      (publisher === null || dims["publisher"] === publisher),
  );
}

/** What is said of a thing for a period, in full; a floor where nothing else is. */
function inFull(rows: readonly RawRow[]): RawRow[] {
  const full = rows.filter(said);
  return full.length > 0 ? full : rows.slice(0, 1);
}

const market = (pattern: RegExp, recompute: Form["recompute"]): Form => ({
  page: "hbm",
  figure: /^market-/,
  pattern,
  recompute,
});
const marketRows = (told: Told): RawRow[] =>
  standing(told.store, "hbm-market", told.day).filter(
    (one) => one.measure === told.figure.id.replace("market-", "").replaceAll("-", "_"),
  );
const ofPeriod = (rows: readonly RawRow[], period: string | undefined): RawRow[] =>
  rows.filter((one) => periodLabel(one.period, one.frequency) === period);
const isWhole = ({ dims }: RawRow): boolean =>
  dims["supplier"] === "all-suppliers" && dims["generation"] === "all" && dims["scope"] === "not-stated";

/** The rows of one subject of the market: the whole, or the one whose words the title has. */
function subjectRows(name: string, rows: readonly RawRow[]): RawRow[] {
  if (name === "whole market") return rows.filter(isWhole);
  const key = ({ dims }: RawRow) => [dims["supplier"], dims["generation"], dims["scope"]].join(" ");
  return new Set(rows.map(key)).size === 1 ? [...rows] : [];
}

export const hbmForms: readonly Form[] = [
  {
    page: "hbm",
    figure: /^share-/,
    pattern:
      /^(?<who>.+) (?:had|is forecast to have|is put at|is said to have) (?<share>.+?%) of (?<of>.+) in (?<when>\S+) \((?<by>.+)\)$/,
    recompute: ({ who = "", share, of = "", when, by = "" }, told) => {
      const rows = shareRows(told);
      const own = ofPeriod(rows, when).filter((one) => told.store.slugs.get(who)?.has(one.dims["supplier"] ?? ""));
      const full = inFull(own.filter((one) => !told.store.lost.has(one.source)));
      const first = full[0];
      if (!first) return [`no row is of ${who} in ${String(when)}`];
      const publishers = new Set(full.map((one) => one.dims["publisher"])).size;
      const count = /(\d+) publishers/.exec(by)?.[1];
      const statements = /(\d+) (?:estimates|forecasts|values|guided)/.exec(by)?.[1];
      const { basis = "", generation = "", customer = "" } = first.dims;
      return [
        ...misranged("share", share, full),
        ...unledUnsaid(by, own, told),
        ...(publishers > 1 ? differs("publishers", Number(count), publishers) : []),
        ...(statements ? differs("statements", Number(statements), full.length) : []),
        ...miskinded(full.length === 1 && first.status === "A" ? "value" : by, full, told, STALE),
        ...differs(
          "basis named",
          basis.startsWith("not-stated")
            ? of.includes("basis not stated")
            : of.includes(basis.replace("-computed", "")),
          true,
        ),
        ...differs("computed named", /computed\)/.test(of), basis.endsWith("-computed")),
        ...differs("generation named", generation === "all" || of.toLowerCase().includes(generation), true),
        ...differs("customer named", customer === "all" || of.toLowerCase().includes(customer), true),
        ...differs(
          "somebody can look it up",
          full.every((one) => !told.store.lost.has(one.source)),
          true,
        ),
      ];
    },
  },
  { page: "hbm", figure: /^share-/, pattern: /^HBM share by supplier$/, recompute: () => [] },
  market(/^.+?: (?<count>\d+) (?<kinds>[a-z ,]+) for (?<when>\S+)$/, ({ count, kinds = "", when }, told) => {
    const rows = ofPeriod(marketRows(told), when);
    return [...differs("statements", Number(count), rows.length), ...miskinded(kinds, rows, told, Infinity)];
  }),
  market(
    new RegExp(
      String.raw`^[^:]+, (?<name>whole market|[^:]+?): (?<range>.+) \((?<count>\d+) (?<kinds>[^)]+)\) for (?<when>[^\s;]+)(?:; others say (?<others>[^;]+))?(?<unled>; more that cannot be looked up)?$`,
    ),
    ({ name = "", range, count, kinds = "", when, others, unled }, told) => {
      const known = subjectRows(name, ofPeriod(marketRows(told), when));
      const all = known.filter((one) => !told.store.lost.has(one.source));
      const rows = all.filter(said);
      return [
        ...unledUnsaid(unled, known, told),
        ...misopened(others, all),
        ...differs("statements", Number(count), rows.length),
        ...misranged("range", range, rows),
        ...miskinded(kinds, rows, told, STALE),
      ];
    },
  ),
  market(
    /^[^:]+, (?<name>whole market|[^:]+?): (?<amount>.+) in (?<when>[^\s;]+)(?: \((?<kind>[^()]+)\))?(?:; others say (?<others>[^;]+))?(?<unled>; more that cannot be looked up)?$/,
    ({ name = "", amount = "", when, kind, others, unled }, told) => {
      const known = subjectRows(name, ofPeriod(marketRows(told), when));
      const rows = known.filter((one) => !told.store.lost.has(one.source));
      const one = inFull(rows)[0];
      if (!one) return [`no row is of ${name} in ${String(when)}`];
      const value = one.value ?? one.low ?? one.high;
      return [
        ...unledUnsaid(unled, known, told),
        ...misopened(others, rows),
        ...miswritten("amount", amount.replace(/^at (least|most) /, ""), value),
        ...unsaid(one.status, kind),
        ...differs("others said in full", rows.filter(said).length <= 1, true),
        ...differs("somebody can look it up", told.store.lost.has(one.source), false),
      ];
    },
  ),
  {
    page: "hbm",
    figure: /^other-/,
    pattern: /^(?<count>\d+) further (?:claims?|figures?) about /,
    recompute: ({ count }, told) => differs("rows", Number(count), told.figure.table.rows.length),
  },
  {
    page: "hbm",
    figure: /^cost$/,
    pattern: new RegExp(
      `^HBM is (?<range>.+%) of manufacturing cost in (?<count>\\d+) .+ for (?<chips>\\d+) accelerators?, (?<from>${DAY})(?: to (?<to>${DAY}))?$`,
    ),
    recompute: ({ range, count, chips, from = "", to = from }, told) => {
      const rows = standing(told.store, "accelerator-cost", told.day).filter(
        (one) => one.dims["scope"] === "chip" && one.value !== null,
      );
      const key = ({ dims, period }: RawRow) => [dims["accelerator"], dims["publisher"], period].join(" ");
      const ofTotal = rows.filter((one) => one.dims["component"] === "total" && one.measure === "usd");
      const totals = new Map(ofTotal.map((one) => [key(one), one.value ?? 0]));
      const parts = rows.flatMap((one) => {
        const total = totals.get(key(one));
        if (one.dims["component"] !== "hbm" || !total) return [];
        const value = one.measure === "share" ? one.value : (100 * (one.value ?? 0)) / total;
        return [{ ...one, value, low: null, high: null }];
      });
      const newest = new Map(
        parts
          .toSorted((a, b) => (a.period < b.period ? -1 : 1))
          .map((one) => [`${one.dims["accelerator"]} ${one.dims["publisher"]}`, one]),
      );
      const shown = [...newest.values()];
      const days = shown.map((one) => one.period).toSorted();
      return [
        ...misranged("part", range, shown),
        ...differs("estimates", Number(count), shown.length),
        ...differs("accelerators", Number(chips), new Set(shown.map((one) => one.dims["accelerator"])).size),
        ...differs("first", from, days[0]),
        ...differs("last", to, days.at(-1)),
      ];
    },
  },
  {
    page: "hbm",
    figure: /^qualification$/,
    pattern: /^Newest of (?<count>\d+) reported qualifications?, (?<on>[\d-]+): (?<what>.+)$/,
    recompute: ({ count, on, what }, told) => {
      const known = told.store.happenings.filter(
        (one) =>
          one.dataset === "hbm-market" && one.kind === "qualification" && one.known <= told.day && !one.withdrawn,
      );
      const days = known.map((one) => one.on).toSorted();
      return [
        ...differs("qualifications", Number(count), new Set(known.map((one) => one.key)).size),
        ...differs("newest day", on, days.at(-1)),
        ...differs(
          "what happened then",
          known.some((one) => one.on === on && one.title === what),
          true,
        ),
      ];
    },
  },
  { page: "hbm", figure: /^qualification$/, pattern: /^Qualification timeline$/, recompute: () => [] },
];
