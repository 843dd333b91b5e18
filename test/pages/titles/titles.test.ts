import { beforeAll, describe, expect, it } from "vitest";
import { figureCsv } from "@/lib/dashboards/figure-csv";
import type { Headline } from "@/lib/dashboards/home/headline";
import { homeTitle, loadHome } from "@/lib/dashboards/home/load";
import { dashboards } from "@/lib/dashboards/index";
import { statusWord } from "@/lib/kernel/status";
import type { SourcedFigure } from "@/lib/dashboards/figure";
import { FIXTURES_DAY } from "../../setup/fixtures-day";
import { figuresOf, readerOn } from "../../setup/starter-pages";
import { useWholeStarter } from "../../setup/starter-store";
import { faultsOf } from "./faults";
import { type Form, readStore, type Store, type Told } from "./form";
import { cloudForms } from "./forms-clouds";
import { dataForms, seriesForms } from "./forms-data";
import { hbmForms } from "./forms-hbm";
import { homeFaults, tileFaults } from "./forms-home";
import { tableForms } from "./forms-tables";
import { numbersIn } from "./numbers";
import { storedValues } from "./raw-rows";
import { type AskedView, askedViews, PAST_DAYS } from "./views";

const store = useWholeStarter();
const TODAY = FIXTURES_DAY.toISOString().slice(0, 10);
const FORMS: readonly Form[] = [...cloudForms, ...hbmForms, ...dataForms, ...seriesForms, ...tableForms];

/** The pages of which every title is of a known form. */
const OWN = new Set(["neoclouds", "cloud", "hbm", "data", "series"]);

type Sentence = Told & { at: string; page: string; figure: SourcedFigure };
const shown: Sentence[] = [];

const formsOf = ({ page, figure, query }: Sentence): Form[] =>
  FORMS.filter((one) => one.page === page && one.figure.test(figure.id) && (one.where?.(query) ?? true));

/** What is wrong with a title, by the table beside it and by the rows of the store. */
function faultsIn(one: Sentence): string[] {
  const forms = formsOf(one);
  const form = forms.find(({ pattern }) => pattern.test(one.title));
  const recomputed = form ? form.recompute(form.pattern.exec(one.title)?.groups ?? {}, one) : [];
  const unknown = OWN.has(one.page) && forms.length > 0 && !form ? ["no title of this figure is written so"] : [];
  return [...faultsOf(one.title, one.figure), ...unknown, ...recomputed];
}

async function load({ page, query, asOf }: AskedView, raw: Store): Promise<Sentence[]> {
  if (!(page in dashboards)) return [];
  const day = asOf ?? TODAY;
  const params = new URLSearchParams(query);
  // A page that was not there yet, as of a cloud before its first number, says nothing.
  const figures = await figuresOf(readerOn(store.db, asOf ?? null), { page, query });
  const known = figures.filter((figure) => !figure.empty && !figure.forbidden);
  return known.map((figure) => {
    const at = `${page}?${query}${asOf ? ` as of ${asOf}` : ""} #${figure.id}: ${figure.title}`;
    return { at, page, title: figure.title, figure, query: params, day, store: raw };
  });
}

const homes: { day: string; headlines: readonly Headline[]; raw: Store }[] = [];

beforeAll(async () => {
  const raw = await readStore(store.db);
  const codes = [...new Set(raw.rows.map((one) => one.series))].toSorted().filter((_, at) => at % 150 === 0);
  const series = codes.map((code): AskedView => ({ page: "series", query: new URLSearchParams({ code }).toString() }));
  for (const view of [...askedViews(), ...series]) shown.push(...(await load(view, raw)));
  for (const day of [null, ...PAST_DAYS]) {
    const { headlines } = await loadHome(readerOn(store.db, day));
    homes.push({ day: day ?? TODAY, headlines, raw });
  }
}, 120_000);

const told = (faults: (one: Sentence) => string[]): string[] =>
  shown.flatMap((one) => faults(one).map((fault) => `${one.at}: ${fault}`));

describe("over every page, its settings and past days", () => {
  it("a title says nothing that its figure and the rows of the store do not", () => {
    expect(shown.length).toBeGreaterThan(400);
    expect(told(faultsIn)).toEqual([]);
  });

  it("a subtitle has no superlative without how many and when", () => {
    expect(
      told(({ figure }) => faultsOf(figure.subtitle, figure).filter((fault) => fault.startsWith("a superlative"))),
    ).toEqual([]);
  });

  it("what a chart is read out as says no number that is not shown, and names views as such", () => {
    expect(told(({ figure }) => (figure.chart ? faultsOf(figure.chart.summary, figure) : []))).toEqual([]);
  });
});

describe("the home page, today and on past days", () => {
  it("has tiles that are the newest number which somebody can look up, with its date", () => {
    expect(
      homes.flatMap(({ headlines, raw, day }) => tileFaults(headlines, raw, day).map((one) => `${day}: ${one}`)),
    ).toEqual([]);
  });

  it("has a title of its tiles' numbers, each with its date and kind", () => {
    expect(homes.flatMap(({ headlines }) => homeFaults(homeTitle(headlines), headlines))).toEqual([]);
    const old = homes.flatMap(({ headlines }) => headlines).map((one) => ({ ...one, on: "" }));
    expect(homeFaults(homeTitle(old.slice(0, 1)), old.slice(0, 1))).not.toEqual([]);
  });
});

describe("every number in a table that leads back to a stored one", () => {
  it("is that number, as it stood on the day of reading", () => {
    const wrong = shown.flatMap(({ at, figure, store: raw, day }) =>
      figure.table.rows.flatMap((row) =>
        figure.table.columns.flatMap(({ key, kind }) => {
          const cell = row[key];
          if (kind !== "number" || !cell?.ref || typeof cell.value !== "number") return [];
          const stored = storedValues(raw, cell.ref, day);
          return stored.includes(cell.value) ? [] : [`${at} ${key}: ${cell.value}, stored ${stored.join(", ")}`];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe("every view that a table shows", () => {
  it("stands in a column of numbers, which say in a word what they are, and so do their lines in the CSV", () => {
    const faults = shown.flatMap(({ at, figure }) => {
      const views = figure.table.columns.flatMap((column) =>
        figure.table.rows.flatMap((row) => {
          const { status } = row[column.key] ?? {};
          return status && status !== "A" && status !== "W" ? [{ kind: column.kind, status }] : [];
        }),
      );
      const elsewhere = views.filter((one) => one.kind !== "number").map(() => `${at}: a view outside of numbers`);
      const csv = views.length > 0 ? figureCsv(figure) : "";
      const silent = [...new Set(views.map((one) => statusWord[one.status]))].filter(
        (word) => !csv.includes(`,${word},`),
      );
      return [...new Set(elsewhere), ...silent.map((word) => `${at}: its CSV does not say ${word}`)];
    });
    expect(faults).toEqual([]);
  });
});

/** The same titles with one digit changed, of those whose form is known: each is a lie. */
function lies(): Sentence[] {
  return shown
    .filter((one) => formsOf(one).some(({ pattern }) => pattern.test(one.title)))
    .flatMap((one) =>
      numbersIn(one.title).map(({ at, text }) => {
        const last = at + text.search(/\d[^\d]*$/);
        const digit = (Number(one.title[last]) + 3) % 10;
        const title = `${one.title.slice(0, last)}${digit}${one.title.slice(last + 1)}`;
        return { ...one, title };
      }),
    );
}

const KIND = "(?:estimate|forecast|guidance|provisional)(?: of [\\d-]+)?";
const KIND_SAID = new RegExp(` \\(${KIND}\\)|, ${KIND}(?=\\))`);

describe("the test itself", () => {
  it("finds every title in which one digit is another", () => {
    const planted = lies();
    expect(planted.length).toBeGreaterThan(300);
    expect(planted.filter((one) => faultsIn(one).length === 0).map(({ at, title }) => `${at} → ${title}`)).toEqual([]);
  });

  it("finds every title whose estimate, forecast or guidance is not said to be one", () => {
    const silenced = shown
      .filter((one) => formsOf(one).length > 0)
      .map((one) => ({
        ...one,
        title: one.title.replace(KIND_SAID, ""),
      }))
      .filter(({ title, figure }) => title !== figure.title);
    expect(silenced.length).toBeGreaterThan(20);
    expect(silenced.filter((one) => faultsIn(one).length === 0).map(({ at, title }) => `${at} → ${title}`)).toEqual([]);
  });
});
