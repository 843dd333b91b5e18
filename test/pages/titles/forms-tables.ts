import type { Cell, Row } from "@/lib/dashboards/figure";
import { differs, type Form, miswritten, type Told } from "./form";

/** Titles of prices and capex, held against the rows of their own tables, whose stored numbers are held against the store. */
const text = (row: Row | undefined, key: string): string => row?.[key]?.text ?? String(row?.[key]?.value ?? "");
const amount = (row: Row | undefined, key: string): number | null => {
  const value: Cell["value"] = row?.[key]?.value ?? null;
  return typeof value === "number" ? value : null;
};
const rowsOf = ({ figure }: Told): readonly Row[] => figure.table.rows;

/** Companies of a quarter by a column, the most first. */
const ranked = (told: Told, quarter: string | undefined, key: string): Row[] =>
  rowsOf(told)
    .filter((row) => text(row, "period") === quarter && amount(row, key) !== null)
    .toSorted((a, b) => (amount(b, key) ?? 0) - (amount(a, key) ?? 0));

const leaders = (told: Told, groups: Record<string, string | undefined>, key: string): string[] => {
  const { first, of, quarter, most, second, next } = groups;
  const rows = ranked(told, quarter, key);
  return [
    ...differs("companies", Number(of), rows.length),
    ...differs("at least three", Number(of) >= 3, true),
    ...differs("first", first, text(rows[0], "company")),
    ...miswritten("most", most, amount(rows[0], key)),
    ...differs("second", second, text(rows[1], "company")),
    ...miswritten("next", next, amount(rows[1], key)),
  ];
};

/** How many members a sum's row says are missing. */
const missingIn = (told: Told, quarter: string | undefined): number => {
  const row = rowsOf(told).find((one) => text(one, "quarter") === quarter);
  return text(row, "contains").split(" missing (").length - 1;
};

/** Fiscal quarters have other names in the table than the calendar's in the title. */
const isCalendar = (query: URLSearchParams): boolean => query.get("quarters") !== "fiscal";

const before = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

const providers = (pattern: RegExp, recompute: Form["recompute"]): Form => ({
  page: "prices",
  figure: /^providers$/,
  pattern,
  recompute,
});

/** How many rows a table of prices has, of how many providers. */
const pricesAndProviders = ({ all, providers: said }: Record<string, string | undefined>, told: Told): string[] => [
  ...differs("prices", Number(all), rowsOf(told).length),
  ...differs("providers", Number(said), new Set(rowsOf(told).map((row) => text(row, "provider"))).size),
];

export const tableForms: readonly Form[] = [
  {
    page: "capex",
    figure: /^sum$/,
    pattern:
      /^.+ (?<verb>reached|fell to) (?<sum>\$\S+) in (?<quarter>\d{4}Q\d), (?<percent>\d+%) (?<way>more|less) than a year before(?:; (?<open>\d{4}Q\d) of (?<missing>\d+) members .+|; \D.+|; \d{4}Q\d is not in yet)?$/,
    recompute: ({ verb, sum, quarter = "", percent, way, open, missing }, told) => {
      const complete = rowsOf(told).filter((row) => amount(row, "sum") !== null);
      const newest = complete.toSorted((a, b) => (text(a, "quarter") < text(b, "quarter") ? 1 : -1))[0];
      const year = complete.find(
        (row) => text(row, "quarter") === `${Number(quarter.slice(0, 4)) - 1}${quarter.slice(4)}`,
      );
      const [is, was] = [amount(newest, "sum") ?? 0, amount(year, "sum") ?? Number.NaN];
      return [
        ...differs("newest complete quarter", quarter, text(newest, "quarter")),
        ...miswritten("sum", sum, is),
        ...miswritten("change", percent, (100 * (is - was)) / was),
        ...differs("way", way, is >= was ? "more" : "less"),
        ...differs("verb", verb, is >= was ? "reached" : "fell to"),
        ...(missing ? differs("members not in", Number(missing), missingIn(told, open)) : []),
      ];
    },
  },
  {
    page: "capex",
    figure: /^companies$/,
    where: isCalendar,
    pattern:
      /^(?<first>.+) spent most of (?<of>\d+) companies in (?<quarter>\d{4}Q\d): (?<most>\$\S+) of [^;]+; then (?<second>.+) (?<next>\$\S+)$/,
    recompute: (groups, told) => leaders(told, groups, "capex"),
  },
  {
    page: "capex",
    figure: /^companies$/,
    where: isCalendar,
    pattern:
      /^(?<first>.+) grew .+ fastest of (?<of>\d+) companies in (?<quarter>\d{4}Q\d): (?<most>\S+%) on the year before; then (?<second>.+) (?<next>\S+%)$/,
    recompute: (groups, told) => leaders(told, groups, "yoy"),
  },
  providers(
    /^(?<seen>\d+) of (?<all>\d+) prices? of .+ from (?<providers>\d+) providers? (?:was|were) seen in the last (?<days>\d+) days$/,
    (groups, told) => {
      const since = before(told.day, Number(groups["days"]));
      const seen = rowsOf(told).filter((row) => text(row, "seen") >= since);
      return [...pricesAndProviders(groups, told), ...differs("seen since", Number(groups["seen"]), seen.length)];
    },
  ),
  providers(
    /^None of (?<all>\d+) prices? of .+ from (?<providers>\d+) providers? was seen after (?<last>\S+)$/,
    (groups, told) => {
      const last = rowsOf(told)
        .map((row) => text(row, "seen"))
        .toSorted()
        .at(-1);
      return [...pricesAndProviders(groups, told), ...differs("last seen", groups["last"], last)];
    },
  ),
  {
    page: "prices",
    figure: /^published$/,
    pattern:
      /^(?<name>.+): (?<price>\$\S+) on (?<on>\S+?)(?: \((?<kind>\w+)\))?, of (?<of>\d+) (?:published lines?|commentators?)$/,
    recompute: ({ price, on, of }, told) => {
      const rows = rowsOf(told);
      const days = rows.map((row) => text(row, "on")).toSorted();
      const newest = rows.filter((row) => text(row, "on") === on);
      const lines = new Set(rows.map((row) => [text(row, "who"), text(row, "tenor"), text(row, "gpu")].join("|")));
      return [
        ...differs("newest day", on, days.at(-1)),
        ...differs(
          "its price",
          newest.some((row) => miswritten("", price, amount(row, "price")).length === 0),
          true,
        ),
        ...differs("lines", Number(of), lines.size),
      ];
    },
  },
];
