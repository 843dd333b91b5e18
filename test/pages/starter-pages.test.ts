import { beforeAll, describe, expect, it } from "vitest";
import type { Cell, NumberRef, Sourced, SourcedFigure } from "@/lib/dashboards/figure";
import { pointInTimeFigure } from "@/lib/dashboards/capex/point-in-time-figure";
import { periodsOf, readStatements, subjectsOf } from "@/lib/dashboards/capex/statements";
import { CapexView } from "@/lib/dashboards/capex/view";
import { capexDefinitions } from "@/lib/datasets/codes/capex-definitions";
import { CAPEX_LINES, DEFINITIONS } from "@/lib/models/capex-definition";
import { headlineSources } from "@/lib/dashboards/home/headlines";
import { loadHome } from "@/lib/dashboards/home/load";
import { datasets } from "@/lib/datasets/registry";
import { EntityKind } from "@/lib/entities/kinds";
import { laterIn, laterInSources } from "../setup/shown-later";
import { figuresOf, fewStatesOf, readerOn, type State, statesOf } from "../setup/starter-pages";
import { useWholeStarter } from "../setup/starter-store";

type Shown = { at: string; figure: SourcedFigure };
const store = useWholeStarter();
const shown: Shown[] = [];
const few: State[] = [];
/** The sources that a stored number has ever had, by series and period. */
const ofNumber = new Map<string, Set<string>>();
const known = new Set<string>();

const numberKey = ({ series, period }: NumberRef): string => `${series} ${period}`;
const named = ({ page, query }: State, figure: SourcedFigure): string => `${page}?${query}#${figure.id}`;

beforeAll(async () => {
  const reader = readerOn(store.db, null);
  few.push(...(await fewStatesOf(reader)));
  for (const one of await statesOf(reader))
    for (const figure of await figuresOf(reader, one)) shown.push({ at: named(one, figure), figure });
  const rows = await store.db.sql<{ code: string; period: string; source: string }[]>`
    select series.code, o.period::text period, source.key source
    from observation o join series on series.id = o.series_id join source on source.id = o.source_id`;
  for (const { code, period, source } of rows) {
    const key = numberKey({ series: code, period });
    ofNumber.set(key, (ofNumber.get(key) ?? new Set()).add(source));
  }
  for (const { key } of await store.db.sql<{ key: string }[]>`select key from source`) known.add(key);
}, 120_000);

const cellsOf = ({ table }: SourcedFigure): Cell[] =>
  table.rows.flatMap((row) => table.columns.flatMap(({ key }) => (row[key] ? [row[key]] : [])));
const pointsOf = ({ chart }: SourcedFigure) => chart?.series.flatMap((one) => one.points) ?? [];
const restsOn = ({ source, sources = [] }: Sourced): string[] => [...(source ? [source] : []), ...sources];

describe("over every page and the whole starter data", () => {
  it("a figure's sources are exactly those of its cells, points and pins", () => {
    expect(shown.length).toBeGreaterThan(300);
    for (const { at, figure } of shown) {
      const parts: Sourced[] = [...cellsOf(figure), ...pointsOf(figure), ...(figure.chart?.pins ?? [])];
      expect([at, figure.sources.toSorted()]).toEqual([at, [...new Set(parts.flatMap(restsOn))].toSorted()]);
    }
  });

  it("a source that a figure names is one of the store's", () => {
    const unknown = shown.flatMap(({ at, figure }) =>
      figure.sources.filter((one) => !known.has(one)).map((one) => `${at}: ${one}`),
    );
    expect(unknown).toEqual([]);
  });

  it("a number in a table has the sources that it rests on", () => {
    const without = shown.flatMap(({ at, figure }) =>
      figure.table.columns
        .filter((column) => column.kind === "number")
        .flatMap(({ key }) =>
          figure.table.rows.flatMap((row) => {
            const cell = row[key];
            const bare = typeof cell?.value === "number" && restsOn(cell).length === 0;
            // A count says that it is one; of nothing there are no sources.
            return bare && !(cell.value === 0 && cell.derivation?.startsWith("number of")) ? [`${at} ${key}`] : [];
          }),
        ),
    );
    expect([...new Set(without)]).toEqual([]);
  });

  it("a point in a chart has the sources that it rests on", () => {
    const without = shown.flatMap(({ at, figure }) => {
      const bare = pointsOf(figure).some(
        (one) => (one.y !== null || (one.low ?? one.high ?? null) !== null) && restsOn(one).length === 0,
      );
      return bare ? [at] : [];
    });
    expect(without).toEqual([]);
  });

  it("what leads back to a stored number leads to one, whose source is among the figure's", () => {
    const astray = shown.flatMap(({ at, figure }) => {
      const all = [...cellsOf(figure), ...pointsOf(figure)];
      return all.flatMap((one) => {
        if (!one.ref) return [];
        const sources = ofNumber.get(numberKey(one.ref));
        return sources && restsOn(one).some((key) => sources.has(key)) && figure.sources.some((key) => sources.has(key))
          ? []
          : [`${at}: ${numberKey(one.ref)}`];
      });
    });
    expect(astray.slice(0, 20)).toEqual([]);
  });

  it("the clouds' figure names the sources of its ratings", () => {
    const clouds = shown.find((one) => one.figure.id === "clouds")?.figure;
    const tiers = clouds?.table.rows.flatMap((row) => (row["tier"] ? restsOn(row["tier"]) : [])) ?? [];
    expect(tiers.length).toBeGreaterThan(50);
    expect(clouds?.sources).toEqual(expect.arrayContaining(tiers));
  });

  it("the home page has releases, and numbers with the sources that they rest on", async () => {
    const reader = readerOn(store.db, null);
    const headlines = await Promise.all(headlineSources.map((one) => one.load(reader)));
    const bare = headlines.filter((one) => one && typeof one.cell.value === "number" && restsOn(one.cell).length === 0);
    expect(bare).toEqual([]);
    expect(headlines.filter(Boolean).length).toBeGreaterThan(2);
    expect((await reader.releases({ limit: 12 })).length).toBeGreaterThan(5);
  });
});

describe("what was expected of capex", () => {
  const asked = { company: "", period: "" };
  const pathOf = async (company: string) => {
    const reader = readerOn(store.db, null);
    const statements = await readStatements(reader, company);
    return periodsOf(statements).map(({ key }) =>
      pointInTimeFigure(reader, statements, CapexView.parse({ ...asked, company, period: key })),
    );
  };

  it("is compared with the actual of its own definition, in every period of every company and group", async () => {
    const words = new Map(
      DEFINITIONS.map((one) => [capexDefinitions[one].toLowerCase(), CAPEX_LINES[one].words] as const),
    );
    let held = 0;
    for (const company of (await subjectsOf(readerOn(store.db, null))).keys())
      for (const { title, table } of await pathOf(company))
        for (const row of table.rows) {
          const against = String(row["against"]?.value ?? "");
          if (!against.startsWith("actual")) continue;
          held += 1;
          const own = words.get(String(row["definition"]?.value).toLowerCase());
          expect([title, against]).toEqual([title, expect.stringMatching(new RegExp(`, ${own ?? "none"}$`))]);
        }
    expect(held).toBeGreaterThan(5);
  });

  it("makes a beat and a miss of two quarters of Microsoft, whose consensus counted new leases", async () => {
    const titles = (await pathOf("microsoft")).map((one) => one.title);
    expect(titles).toEqual(
      expect.arrayContaining([
        "Microsoft spent $37.5B in 2025Q4 (capex with new finance-lease assets), above the consensus of $36.3B",
        "Microsoft spent $31.9B in 2026Q1 (capex with new finance-lease assets), below the consensus of $35.3B",
      ]),
    );
  });
});

describe.each(["2023-09-01", "2024-06-30", "2025-02-15", "2025-09-30", "2026-03-31", "2026-08-15"])(
  "as of %s",
  (day) => {
    const end = `${day}T23:59:59.999Z`;

    it("no page shows anything that was known later", async () => {
      const reader = readerOn(store.db, day);
      const later: string[] = [];
      let seen = 0;
      for (const one of few) {
        const figures = await figuresOf(reader, one);
        seen += figures.length;
        const sources = await reader.sources(figures.flatMap((figure) => figure.sources));
        const found = [...figures.flatMap((figure) => laterIn(day, figure)), ...laterInSources(day, sources)];
        later.push(...found.map((what) => `${one.page}?${one.query}: ${what}`));
      }
      expect(seen).toBeGreaterThan(50);
      expect(later).toEqual([]);
    });

    it("the home page lists nothing that was published or known later", async () => {
      const { headlines, releases, datasets: ages } = await loadHome(readerOn(store.db, day));
      expect(releases.filter((one) => one.publishedAt > end)).toEqual([]);
      expect(ages.filter((one) => (one.newestKnownAt ?? "") > end || (one.releasedAt ?? "") > end)).toEqual([]);
      expect(headlines.filter((one) => (one.cell.knownAt ?? "") > end)).toEqual([]);
    });

    it("an event is shown from the publication of its source on", async () => {
      const reader = readerOn(store.db, day);
      const events = (await Promise.all(datasets().map((one) => reader.events({ dataset: one.slug })))).flat();
      expect(events.filter((one) => one.knownAt > end)).toEqual([]);
      expect(laterInSources(day, await reader.sources(events.map((one) => one.source)))).toEqual([]);
    });

    it("an entity is known from the first number about it on, and nothing that was typed of it later is shown", async () => {
      const reader = readerOn(store.db, day);
      const all = (await Promise.all(EntityKind.options.map((kind) => reader.entities({ kind })))).flat();
      expect(all.filter((one) => one.knownSince > end || one.knownAt > end)).toEqual([]);
      const undescribed = all.filter((one) => !one.described);
      const told = undescribed.flatMap((one) => [...Object.keys(one.attributes), ...one.aliases, one.source, one.note]);
      expect(told.filter((one) => one !== null)).toEqual([]);
      const about = await store.db.sql<{ slug: string }[]>`
        select distinct dims ->> 'cloud' as slug from series join observation o on o.series_id = series.id
        where dims ? 'cloud' and o.known_at <= ${end}::timestamptz`;
      const clouds = (await reader.entities({ kind: "cloud" })).map((one) => one.slug);
      expect(clouds).toEqual(expect.arrayContaining(about.map((one) => one.slug)));
    });
  },
);
