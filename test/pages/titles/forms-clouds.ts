import { DAY, differs, type Form, miswritten, type RosterRow, type Told, unsaid } from "./form";
import { happened, isPlain, lastDay, lastOfEach, type RawRow, standing } from "./raw-rows";

const FLEETS = "neocloud-fleets";
const COHORT = [FLEETS, "neocloud-financials", "neocloud-contracts", "neocloud-ratings"];

const isWhole = ({ dims }: RawRow): boolean => dims["site"] === "all-sites" && dims["gpu"] === "all-models";
const slugOf = (href: string | undefined): string => (href ?? "").replace("/neoclouds/", "");
const listed = ({ figure }: Told): string[] => figure.table.rows.map((row) => slugOf(row["cloud"]?.href));
const measureOf = ({ query }: Told): string => query.get("measure") ?? "power";

/** Each listed cloud's newest own figure of its whole installed fleet. */
function ownFleets(told: Told): RawRow[] {
  const rows = standing(told.store, FLEETS, told.day).filter(
    (one) =>
      one.measure === measureOf(told) &&
      one.dims["state"] === "installed" &&
      one.dims["basis"] === "reported" &&
      isWhole(one) &&
      isPlain(one) &&
      happened(one),
  );
  return listed(told).flatMap((cloud) => {
    const own = rows
      .filter((one) => one.dims["cloud"] === cloud)
      .toSorted((a, b) => (lastDay(a) < lastDay(b) ? 1 : -1));
    return own.slice(0, 1);
  });
}

const rosterOn = ({ store, day }: Told): RosterRow[] => {
  const known = store.roster.filter((one) => one.known <= day).toSorted((a, b) => (a.known < b.known ? -1 : 1));
  return [...new Map(known.map((one) => [one.slug, one])).values()];
};

/** The clouds of a day, by founding, roster or numbers, as far as a later day knows of them. */
function cohort(told: Told, by: string): { slug: string; active: boolean; inRoster: boolean }[] {
  const roster = rosterOn(told);
  const seen = COHORT.flatMap((dataset) => standing(told.store, dataset, told.day)).filter(
    (one) => lastDay(one) <= by || one.known.slice(0, 10) <= by,
  );
  const early = new Set(seen.map((one) => one.dims["cloud"] ?? ""));
  const slugs = new Set([...roster.map((one) => one.slug), ...early]);
  return [...slugs].flatMap((slug) => {
    const one = roster.find((row) => row.slug === slug);
    const founded = `${String(one?.attributes["founded"] ?? "9999")}-12-31`.slice(0, 10);
    const there =
      founded <= by || told.store.roster.some((row) => row.slug === slug && row.known <= by) || early.has(slug);
    return there ? [{ slug, active: one?.attributes["status"] === "active", inRoster: one !== undefined }] : [];
  });
}

function medals(told: Told): { medals: number; rated: number; period: string } {
  const rows = standing(told.store, "neocloud-ratings", told.day);
  const period =
    rows
      .map((one) => one.period)
      .toSorted()
      .at(-1) ?? "";
  const newest = rows.filter((one) => one.period === period);
  return { medals: newest.filter((one) => (one.value ?? 0) >= 3).length, rated: newest.length, period };
}

const STATES = ["installed", "contracted", "announced"];

/** `installed 590 MW on 2025-09-30 (provisional)` against the newest whole statement that somebody can look up. */
function fleetPart(part: string, told: Told): string[] {
  const match = new RegExp(`^(?<state>\\w+) (?<amount>.+) on (?<on>${DAY})(?: \\((?<kind>.+)\\))?$`).exec(part);
  const { state = "", amount, on, kind } = match?.groups ?? {};
  const rows = standing(told.store, FLEETS, told.day).filter(
    (one) =>
      one.dims["cloud"] === told.query.get("cloud") &&
      one.dims["state"] === state &&
      one.measure === measureOf(told) &&
      isWhole(one) &&
      !told.store.lost.has(one.source),
  );
  const last = rows
    .map((one) => one.period)
    .toSorted()
    .at(-1);
  const found = rows.filter((one) => one.period === on);
  const meant = found.find((one) => miswritten("", amount, one.value ?? one.low ?? one.high).length === 0);
  if (!STATES.includes(state) || !meant) return [`no row says “${part}”`];
  return [...differs("newest day", on, last), ...unsaid(meant.status, kind)];
}

const clouds = (pattern: RegExp, recompute: Form["recompute"]): Form => ({
  page: "neoclouds",
  figure: /^clouds$/,
  pattern,
  recompute,
});

export const cloudForms: readonly Form[] = [
  clouds(
    new RegExp(
      `^(?<stating>\\d+) of (?<all>[\\d,]+) clouds? (?:tracked on (?<day>${DAY})|that match(?:es)?) states? a whole installed fleet in (?:MW|GPUs)(?:; newest: (?<who>.+), (?<amount>[\\d,.]+ \\w+) on (?<on>${DAY})(?: \\((?<kind>\\w+)\\))?)?$`,
    ),
    ({ stating, all, day, who, amount, on, kind }, told) => {
      const own = ownFleets(told);
      const newest = own.toSorted((a, b) => (a.period < b.period ? 1 : -1))[0];
      const named = told.figure.table.rows.find((row) => slugOf(row["cloud"]?.href) === newest?.dims["cloud"]);
      return [
        ...differs("clouds that state one", Number(stating), own.length),
        ...differs("clouds", Number(all), told.figure.table.rows.length),
        ...(day ? differs("day", day, told.day) : []),
        ...(who && newest
          ? [
              ...differs("newest", who, named?.["cloud"]?.value),
              ...miswritten("amount", amount, newest.value),
              ...differs("of", on, newest.period),
              ...unsaid(newest.status, kind),
              ...differs("its source can be looked up", !told.store.lost.has(newest.source), true),
              ...differs("others of that day", own.filter((one) => one.period === newest.period).length, 1),
            ]
          : []),
      ];
    },
  ),
  clouds(/^(?:(?<all>[\d,]+) clouds?|No cloud) .*?, none with a figure of its own|^No cloud /, ({ all }, told) => [
    ...differs("clouds", Number(all ?? 0), told.figure.table.rows.length),
    ...differs("clouds that state one", 0, ownFleets(told).length),
  ]),
  clouds(
    /^(?<who>.+) states the largest installed fleet: (?<amount>[\d,.]+ \w+) on .* \(of (?<of>\d+) that state the whole of theirs, /,
    ({ who, amount, of }, told) => {
      const own = ownFleets(told).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
      const all = lastOfEach(standing(told.store, FLEETS, told.day)).filter(
        (one) =>
          one.measure === measureOf(told) &&
          one.dims["state"] === "installed" &&
          listed(told).includes(one.dims["cloud"] ?? ""),
      );
      const leader = own[0];
      const named = told.figure.table.rows.find((row) => slugOf(row["cloud"]?.href) === leader?.dims["cloud"]);
      const larger = all.filter(
        (one) =>
          one.dims["cloud"] !== leader?.dims["cloud"] &&
          Math.max(one.value ?? 0, one.low ?? 0, one.high ?? 0) >= (leader?.value ?? 0),
      );
      return [
        ...differs("largest", who, named?.["cloud"]?.value),
        ...miswritten("amount", amount, leader?.value),
        ...differs("at least three and no more than state one", Number(of) >= 3 && Number(of) <= own.length, true),
        ...differs("others as large", larger.length, 0),
      ];
    },
  ),
  {
    page: "neoclouds",
    figure: /^models$/,
    pattern:
      /^(?:(?<rows>[\d,]+) statements?|No statement) about GPUs by model, the newest of each cloud, model, site and state$/,
    recompute: ({ rows = "0" }, told) => differs("rows", Number(rows.replace(",", "")), told.figure.table.rows.length),
  },
  {
    page: "neoclouds",
    figure: /^claim$/,
    pattern: new RegExp(
      `^(?:At least )?(?<active>\\d+) of (?<all>\\d+) clouds? known to have existed by (?<by>${DAY}) (?:are|is) active \\(roster of (?<roster>${DAY})(?<partly>, which lacks some)?\\)$`,
    ),
    recompute: ({ active, all, by = "", roster = "", partly }, told) => {
      const of = cohort(told, by);
      const claims = standing(told.store, "neocloud-claims", told.day).map((one) => one.known.slice(0, 10));
      return [
        ...differs("day of the claim", claims.includes(by), true),
        ...differs("clouds of then", Number(all), of.length),
        ...differs("active ones", Number(active), of.filter((one) => one.active).length),
        ...differs("roster known by the day of reading", roster <= told.day, true),
        ...differs("said to be at least", told.title.startsWith("At least "), partly !== undefined),
        ...differs("roster that lacks some", partly !== undefined, !of.every((one) => one.inRoster)),
      ];
    },
  },
  {
    page: "neoclouds",
    figure: /^claim$/,
    pattern: /^What became of (?<all>\d+) clouds? known to have existed by (?<by>.+) was not in any roster yet$/,
    recompute: ({ all, by = "" }, told) => [
      ...differs("clouds of then", Number(all), cohort(told, by).length),
      ...differs("in a roster", cohort(told, by).filter((one) => one.inRoster).length, 0),
    ],
  },
  {
    page: "neoclouds",
    figure: /^claim$/,
    pattern: /^No cloud was known to have existed by (?<by>.+)$/,
    recompute: ({ by = "" }, told) => differs("clouds of then", 0, cohort(told, by).length),
  },
  {
    page: "neoclouds",
    figure: /^ratings$/,
    pattern: new RegExp(
      `^(?<medals>\\d+) of (?<rated>\\d+) clouds in ClusterMAX .+ of (?<period>${DAY}) hold a medal$`,
    ),
    recompute: (said, told) => {
      const is = medals(told);
      return [
        ...differs("medals", Number(said["medals"]), is.medals),
        ...differs("rated", Number(said["rated"]), is.rated),
        ...differs("edition", said["period"], is.period),
      ];
    },
  },
  {
    page: "cloud",
    figure: /^fleet$/,
    pattern: /^.+?: (?<parts>(?:installed|contracted|announced) .+)$/,
    recompute: ({ parts = "" }, told) => parts.split("; ").flatMap((part) => fleetPart(part, told)),
  },
  { page: "cloud", figure: /^fleet$/, pattern: /^.+: fleet statements by site$/, recompute: () => [] },
  {
    page: "cloud",
    figure: /^contracts$/,
    pattern: new RegExp(`^(?<count>\\d+) contracts? announced, (?<from>${DAY})(?: to (?<to>${DAY}))?$`),
    recompute: ({ count, from = "", to = from }, told) => {
      const rows = standing(told.store, "neocloud-contracts", told.day).filter(
        (one) => one.dims["cloud"] === told.query.get("cloud"),
      );
      const days = rows.map((one) => one.period).toSorted();
      return [
        ...differs("contracts", Number(count), new Set(rows.map((one) => one.dims["contract"])).size),
        ...differs("first", from, days[0]),
        ...differs("last", to, days.at(-1)),
      ];
    },
  },
  {
    page: "cloud",
    figure: /^financials$/,
    pattern: /^.+: financials, (?<count>[\d,]+) (?<kinds>.+)$/,
    recompute: ({ count, kinds = "" }, told) => {
      const rows = standing(told.store, "neocloud-financials", told.day).filter(
        (one) => one.dims["cloud"] === told.query.get("cloud"),
      );
      const view = rows.some((one) => one.status === "E") && !/estimate/.test(kinds);
      return [...differs("values", Number(count), rows.length), ...differs("estimates unsaid", view, false)];
    },
  },
  { page: "cloud", figure: /^ratings$/, pattern: /^ClusterMAX tier by edition$/, recompute: () => [] },
];
