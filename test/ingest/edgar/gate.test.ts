import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { datasetOf } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import type { Candidate } from "@/lib/ingest/gate/candidate";
import { holdsOf } from "@/lib/ingest/gate/gate";
import type { StoredValue } from "@/lib/ingest/gate/statement-series";
import { companyFacts, type Given, given, PPE, readAs, REVENUES } from "./company";

const financials = datasetOf("company-financials");
const TODAY = "2026-11-24";
const STARTS = [
  "2024-01-01",
  "2024-04-01",
  "2024-07-01",
  "2024-10-01",
  "2025-01-01",
  "2025-04-01",
  "2025-07-01",
  "2025-10-01",
];
const start = (at: number): string => STARTS[at] ?? "";

type How = { line?: string; basis?: string; measure?: string; period?: string; knownAt?: string };
function candidate(at: number, millions: number, how: How = {}): Candidate {
  const {
    line = "capex",
    basis = at % 4 === 0 ? "reported" : "derived",
    measure = "quarter",
    period = start(at),
  } = how;
  const proposal: ProposedObservation = {
    dataset: "company-financials",
    measure,
    dims: { company: "constructed", line, basis, currency: "usd" },
    period,
    value: millions * 1e6,
    status: "A",
    source: "constructed",
    knownAt: how.knownAt ?? `2026-0${1 + Math.min(at, 7)}-15T00:00:00Z`,
  };
  return { series: seriesCode(financials, proposal.dims, measure), proposal, standing: null };
}
const quarters = (values: readonly number[], how: How = {}) => values.map((value, at) => candidate(at, value, how));
const stored = ({ series, proposal }: Candidate): StoredValue => {
  const { dims, period, measure, value } = proposal;
  return { series, dims, period, measure, value: value ?? 0 };
};
const holds = (all: readonly Candidate[], before: readonly StoredValue[] = []) => {
  const first = new Map<Candidate, string>();
  for (const one of holdsOf(financials.gate, all, [], TODAY, before))
    if (!first.has(one.candidate)) first.set(one.candidate, `${one.rule} ${one.candidate.proposal.period}`);
  return [...first.values()].toSorted();
};
const year = (millions: number, from = "2024-01-01", knownAt = "2026-04-15T00:00:00Z") =>
  candidate(0, millions, { measure: "year", basis: "reported", period: from, knownAt });

/** What the gate holds of a constructed company that was read from its facts. */
const heldOf = (ticker: string, facts: readonly Given[]) =>
  holds(
    readAs(ticker, companyFacts(facts)).readings.flatMap((one) =>
      "observation" in one
        ? [
            {
              series: seriesCode(financials, one.observation.dims, one.observation.measure),
              proposal: one.observation,
              standing: null,
            },
          ]
        : [],
    ),
  );

describe("negative values where none can be (ed-negative-capex)", () => {
  const toDate = (values: readonly number[], tag = PPE) =>
    values.map((value, at) =>
      given(
        tag,
        "2025-01-01",
        ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"][at] ?? "",
        value,
        ["2025-04-25", "2025-07-25", "2025-10-25", "2026-02-01"][at] ?? "",
      ),
    );
  it("are held, and with them the quarter that is derived from them", () => {
    expect(heldOf("MSFT", toDate([-10, -25, 45]))).toEqual([
      "implausible 2025-01-01",
      "implausible 2025-04-01",
      "rests-on-held 2025-07-01",
    ]);
  });
  it("one wrong first quarter holds itself and the second, and the others go out", () => {
    expect(heldOf("MSFT", toDate([-10, 25, 45, 70]))).toEqual(["implausible 2025-01-01", "rests-on-held 2025-04-01"]);
  });
  it.each([0, 1, 2])(
    "one wrong quarter of three that were filed alone holds what they leave of the year (%i)",
    (bad) => {
      const [starts, ends] = [
        ["2025-01-01", "2025-04-01", "2025-07-01"],
        ["2025-03-31", "2025-06-30", "2025-09-30"],
      ];
      const quarters = starts.map((start, at) =>
        given(PPE, start, ends[at] ?? "", at === bad ? -1 : 20 + at, `2025-${["04", "07", "10"][at]}-25`),
      );
      const year = given(PPE, "2025-01-01", "2025-12-31", 90, "2026-02-01");
      expect(heldOf("MSFT", [...quarters, year])).toEqual([`implausible ${starts[bad]}`, "rests-on-held 2025-10-01"]);
    },
  );
  it("a half that falls below its first quarter holds the second and the third", () => {
    expect(heldOf("MSFT", toDate([20, 15, 60, 80]))).toEqual(["implausible 2025-04-01", "rests-on-held 2025-07-01"]);
  });
  it.each(["revenue", "da", "finance-lease-principal", "datacenter-revenue"])("are held in %s as well", (line) => {
    expect(holds([candidate(0, -5, { line })])).toEqual(["implausible 2024-01-01"]);
  });
  it("are no fault of a net loss, or of cash that flows out", () => {
    expect(
      holds([candidate(0, -5, { line: "net-income" }), candidate(1, -6, { line: "operating-cash-flow" })]),
    ).toEqual([]);
  });
});

describe("a derived quarter far from its neighbours", () => {
  it.each([
    ["much more", [10, 12, 60, 13, 14, 15, 15, 16]],
    ["much less", [10, 12, 1, 13, 14, 15, 15, 16]],
    ["nothing at all", [10, 12, 0, 13, 14, 15, 15, 16]],
  ])("%s is held, and what follows from it with it", (_, values) => {
    expect(holds(quarters(values))).toEqual(["far-from-neighbours 2024-07-01", "rests-on-held 2024-10-01"]);
  });
  it("is not held where it was filed as such, or where a line grows", () => {
    expect(holds(quarters([10, 12, 60, 13, 14], { basis: "reported" }))).toEqual([]);
    expect(holds(quarters([10, 18, 30, 50, 90, 140, 220, 350]))).toEqual([]);
  });
  it("is not held in lines that jump", () => {
    expect(holds(quarters([10, 12, 1, 60, 14], { line: "net-income" }))).toEqual([]);
  });
  it("is held against what is stored, where the batch has it alone", () => {
    const before = quarters([10, 12, 11, 13, 12, 14]).map(stored);
    expect(holds([candidate(6, 70)], before)).toEqual(["far-from-neighbours 2025-07-01"]);
    expect(holds([candidate(6, 15)], before)).toEqual([]);
  });
  it("is let through once an analyst took it: it stands with the same value", () => {
    const all = quarters([10, 12, 60, 13, 14, 15]);
    const taken = all.slice(2, 3).map(stored);
    expect(holds(all, taken)).toEqual([]);
  });
  it("is held against the one value before it, where no other is known", () => {
    const alone = (millions: number) => [{ ...candidate(1, millions), standing: { period: start(0), value: 15e6 } }];
    expect(holds(alone(70))).toEqual(["far-from-neighbours 2024-04-01"]);
    expect(holds(alone(30))).toEqual([]);
  });
  it("is compared with no company's claims", () => {
    const claims = quarters([900, 900, 900, 900], { basis: "company-statement" });
    expect(holds([candidate(2, 60), ...claims])).toEqual([]);
  });
});

describe("another order of magnitude", () => {
  it.each([1000, 1 / 1000, 1_000_000])("times %d is held, also as filed, and its neighbours are not", (factor) => {
    const values = [10, 12, 11, 13, 14, 15].map((value, at) => (at === 3 ? value * factor : value));
    expect(holds(quarters(values, { basis: "reported" }))).toEqual(["order-of-magnitude 2024-10-01"]);
  });
  it("is held in a line that jumps, upwards alone", () => {
    const line = "operating-cash-flow";
    expect(holds(quarters([10, 12, 11_000, 13], { line, basis: "reported" }))).toEqual([
      "order-of-magnitude 2024-07-01",
    ]);
    expect(holds(quarters([10_000, 12_000, 11, 13_000], { line, basis: "reported" }))).toEqual([]);
  });
  it("is held of years, and of two values the later known", () => {
    const years = [
      candidate(0, 40, { measure: "year", period: "2023-01-01", knownAt: "2024-02-01T00:00:00Z" }),
      candidate(0, 50_000, { measure: "year", period: "2024-01-01", knownAt: "2025-02-01T00:00:00Z" }),
    ];
    expect(holds(years)).toEqual(["order-of-magnitude 2024-01-01"]);
  });
  it("property: of any steady line exactly the value that was scaled is held", () => {
    const line = fc.array(fc.integer({ min: 80, max: 160 }), { minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(line, fc.nat({ max: 4 }), fc.constantFrom(1000, 0.001), (values, at, factor) => {
        expect(holds(quarters(values, { basis: "reported" }))).toEqual([]);
        const scaled = values.map((value, place) => (place === at ? value * factor : value));
        expect(holds(quarters(scaled, { basis: "reported" }))).toEqual([`order-of-magnitude ${start(at)}`]);
      }),
    );
  });
});

describe("another sign than ever before", () => {
  it("is held after four quarters of one sign, once", () => {
    const values = [10, 12, 11, 13, -9, 8, -7];
    expect(holds(quarters(values, { line: "net-income", basis: "reported" }))).toEqual(["sign-flip 2025-01-01"]);
  });
  it("is held of a first profit after losses, and not before four values", () => {
    expect(holds(quarters([-1, -2, -1, -2, 5], { line: "net-income", basis: "reported" }))).toEqual([
      "sign-flip 2025-01-01",
    ]);
    expect(holds(quarters([1, 2, 1, -5], { line: "net-income", basis: "reported" }))).toEqual([]);
  });
});

describe("a fourth quarter against its year", () => {
  it.each([40, 130])("is held where the quarters do not add up to the year (%d)", (total) => {
    const reported = quarters([20, 20, 20, 22], { basis: "reported" });
    expect(holds([...reported, year(total)])).toEqual(["year-sum 2024-10-01"]);
  });
  it("is well where they do, or differ by rounding", () => {
    const reported = quarters([20, 20, 20, 22], { basis: "reported" });
    expect(holds([...reported, year(82)])).toEqual([]);
    expect(holds([...reported, year(83.5)])).toEqual([]);
  });
  it("is not held for another quarter that is wrong by itself", () => {
    const reported = quarters([20, 20_000, 20, 22], { basis: "reported" });
    expect(holds([...reported, year(82)])).toEqual(["order-of-magnitude 2024-04-01"]);
  });
  it("is measured by the year that was filed with it, not by a later restatement", () => {
    const reported = quarters([20, 20, 20, 22], { basis: "reported" });
    expect(holds([...reported, year(82), year(90, "2024-01-01", "2026-11-01T00:00:00Z")])).toEqual([]);
  });
  it("is held with a year that is held", () => {
    const negative = year(-82);
    expect(holds([...quarters([20, 20, 20, 22]), negative])).toEqual([
      "implausible 2024-01-01",
      "rests-on-held 2024-10-01",
    ]);
  });
});

describe("a company as it is", () => {
  it("of which nothing is wrong passes whole, in weeks or months", () => {
    const facts = [2024, 2025].flatMap((at) =>
      [100, 210, 330, 460].map((sum, place) =>
        given(
          REVENUES,
          `${at}-01-01`,
          [`${at}-03-31`, `${at}-06-30`, `${at}-09-30`, `${at}-12-31`][place] ?? "",
          sum,
          [`${at}-04-25`, `${at}-07-25`, `${at}-10-25`, `${at + 1}-02-01`][place] ?? "",
        ),
      ),
    );
    expect(heldOf("MSFT", facts)).toEqual([]);
  });
});
