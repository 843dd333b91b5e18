import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { readCsv } from "@/lib/starter/read-csv";

const at = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const SOURCES = at("db/starter/sources");
const BIG_FIVE = ["alphabet", "amazon", "meta", "microsoft", "oracle"];
/** Alphabet's 8-K of 2023-04-20 is not of the quarter's results, which came five days later: the 10-Q's day counts. */
const NOT_OF_RESULTS = new Map([["alphabet 2023-03-31", "2023-04-26"]]);

type Row = Record<string, string>;
let [rows, sources, register]: [Row[], Map<string, Row>, Row[]] = [[], new Map(), []];

async function cellsOf(file: string): Promise<Row[]> {
  const all: Row[] = [];
  for await (const { cells } of readCsv(file)) all.push(cells);
  return all;
}

beforeAll(async () => {
  rows = await cellsOf(at("db/starter/observations/company-financials.csv"));
  const files = readdirSync(SOURCES).filter((name) => name.endsWith(".csv"));
  const listed = await Promise.all(files.map((name) => cellsOf(path.join(SOURCES, name))));
  sources = new Map(listed.flat().map((one) => [one["key"] ?? "", one]));
  register = await cellsOf(at("test/fixtures/filings/first-public.csv"));
});

const cell = (row: Row | undefined, column: string): string => row?.[column] ?? "";
const sourceOf = (row: Row): Row | undefined => sources.get(cell(row, "source"));
const isFiled = (row: Row): boolean => cell(sourceOf(row), "url").startsWith("https://www.sec.gov/Archives/");
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const periodOf = (row: Row): string => `${cell(row, "company")} ${cell(row, "period_end")}`;

/** The first row of each quarter of a line of the big five, by company and last day. */
function firstOf(line: string): Map<string, Row> {
  const own = rows.filter(
    (row) =>
      BIG_FIVE.includes(cell(row, "company")) &&
      row["line"] === line &&
      row["measure"] === "quarter" &&
      row["basis"] !== "company-statement",
  );
  const inOrder = own.toSorted((a, b) => cell(b, "known_at").localeCompare(cell(a, "known_at")));
  return new Map(inOrder.map((row) => [periodOf(row), row]));
}

describe("what companies filed, in the starter dataset", () => {
  it("gives each quarter of the big five that has a filing that filing as source of its capex, and its first public day", () => {
    const capex = firstOf("capex");
    expect(register.length).toBeGreaterThan(140);
    for (const one of register) {
      const row = capex.get(periodOf(one));
      expect([periodOf(one), row?.["known_at"]]).toEqual([
        periodOf(one),
        NOT_OF_RESULTS.get(periodOf(one)) ?? one["known_at"],
      ]);
      expect([periodOf(one), row && isFiled(row)]).toEqual([periodOf(one), true]);
    }
  });

  it("has revenue and operating cash flow of every quarter of the big five in the register, known no later than filed", () => {
    for (const line of ["revenue", "operating-cash-flow"]) {
      const known = firstOf(line);
      const late = register.filter(
        (one) => cell(known.get(periodOf(one)), "known_at") > (one["filed"] ?? one["known_at"] ?? ""),
      );
      const missing = register.filter((one) => !known.has(periodOf(one))).map(periodOf);
      expect([line, late.map(periodOf), missing]).toEqual([line, [], []]);
    }
  });

  it("knows what cites a filing from the day of that filing, neither earlier nor later", () => {
    const filed = rows.filter(isFiled);
    expect(filed.length).toBeGreaterThan(1900);
    expect(filed.filter((row) => row["known_at"] !== cell(sourceOf(row), "published")).map(periodOf)).toEqual([]);
  });

  it("knows no difference of two values before the later of their filings", () => {
    const derived = rows.filter((row) => row["basis"] === "derived" && cell(row, "note").includes(" less "));
    const filings = (row: Row) =>
      [...cell(row, "note").matchAll(/filed (\d{4}-\d\d-\d\d)/g)].map(([, day]) => day ?? "");
    const early = derived.filter((row) => {
      // The first one named is the report of the period itself, whose figures an 8-K may give weeks before.
      const [own = "", ...others] = filings(row);
      return others.some((day) => day > cell(row, "known_at")) || days(cell(row, "known_at"), own) > 40;
    });
    expect(derived.filter((row) => filings(row).length > 1).length).toBeGreaterThan(150);
    expect(early.map(periodOf)).toEqual([]);
  });

  it("knows a free cash flow once both of its parts are known", () => {
    const first = new Map<string, string>();
    for (const row of rows) {
      const key = [periodOf(row), row["line"], row["measure"], row["currency"]].join(" ");
      const known = first.get(key);
      if (known === undefined || cell(row, "known_at") < known) first.set(key, cell(row, "known_at"));
    }
    const flows = rows.filter((row) => row["line"] === "free-cash-flow" && row["basis"] === "derived");
    const early = flows.filter((row) =>
      ["capex", "operating-cash-flow"].some((line) => {
        const part = first.get([periodOf(row), line, row["measure"], row["currency"]].join(" "));
        return part === undefined || part > cell(row, "known_at");
      }),
    );
    expect(flows.length).toBeGreaterThan(250);
    expect(early.map(periodOf)).toEqual([]);
  });

  it("knew every capex quarter of the big five since 2019 within 60 days of its end, and 155 of 163 since 2018", () => {
    const quarters = [...firstOf("capex").values()];
    const soon = quarters.filter((row) => days(cell(row, "period_end"), cell(row, "known_at")) <= 60);
    expect([soon.length, quarters.length]).toEqual([155, 163]);
    expect(quarters.filter((row) => !soon.includes(row)).every((row) => cell(row, "period") < "2019")).toBe(true);
    const microsoft = rows.find(
      (row) => row["period_label"] === "FY2026" && row["line"] === "capex" && row["company"] === "microsoft",
    );
    expect(microsoft?.["known_at"]).toBe("2026-07-29");
  });

  it("keeps what was restated as an earlier row of the same period, and repeats no value as news", () => {
    const vintages = new Map<string, Row[]>();
    for (const row of rows) {
      const key = ["company", "line", "basis", "currency", "measure", "period"].map((one) => row[one]).join(" ");
      vintages.set(key, [...(vintages.get(key) ?? []), row]);
    }
    const several = [...vintages.values()].filter((all) => all.length > 1);
    expect(several.length).toBeGreaterThan(20);
    for (const all of several) {
      expect(all.every((row, place) => place === 0 || row["value"] !== all[place - 1]?.["value"])).toBe(true);
      expect(new Set(all.map((row) => row["known_at"])).size).toBe(all.length);
    }
  });

  it("keeps purchases before proceeds, and free cash flow after leases, on lines of their own", () => {
    const meta = (line: string) => rows.filter((row) => row["company"] === "meta" && row["line"] === line);
    const first = (line: string) => meta(line).find((row) => row["period_label"] === "FY2023Q1")?.["value"];
    expect([first("capex-gross"), first("capex")]).toEqual(["6842000000", "6823000000"]);
    expect(meta("free-cash-flow-after-leases").length).toBeGreaterThan(24);
    expect(meta("free-cash-flow").every((row) => row["measure"] === "year")).toBe(true);
  });

  it("marks what a data vendor read as low", () => {
    const read = rows.filter(
      (row) =>
        /not checked against the filing/.test(cell(row, "note")) || /^f2-(juni|rinpoko)/.test(cell(row, "source")),
    );
    expect(read.length).toBeGreaterThan(90);
    expect(read.filter((row) => row["confidence"] !== "low").map(periodOf)).toEqual([]);
  });
});
