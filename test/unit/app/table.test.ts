import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { numberWords } from "@/app/_ui/num";
import { NumberText } from "@/app/_ui/number-text";
import { screenTable } from "@/app/_ui/table/screen-rows";
import { Status, statusWord } from "@/lib/kernel/status";
import { sortRows } from "@/app/_ui/table/sort-rows";

const cell = (s: string | number | null) => ({ t: String(s ?? "n/a"), s });
const rowsOf = (values: readonly (string | number | null)[]) => values.map((one, id) => ({ id, cells: [cell(one)] }));

describe("a sorted table", () => {
  test("has unknown values last whichever way it runs, and equal ones in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -3, max: 3 }))), fc.boolean(), (values, descending) => {
        const sorted = sortRows(rowsOf(values), { column: 0, descending });
        const known = sorted.filter(({ cells }) => cells[0]?.s !== null);
        expect(sorted.slice(0, known.length)).toEqual(known);
        for (const [at, one] of known.entries()) {
          const next = known[at + 1];
          if (!next) continue;
          const [a, b] = [Number(one.cells[0]?.s), Number(next.cells[0]?.s)];
          const inOrder = descending ? a > b : a < b;
          expect(inOrder || (a === b && one.id < next.id)).toBe(true);
        }
      }),
    );
  });

  test("orders words as a person does", () => {
    const sorted = sortRows(rowsOf(["H200", "b200", "H100", "A10"]), { column: 0, descending: false });
    expect(sorted.map(({ cells }) => cells[0]?.s)).toEqual(["A10", "b200", "H100", "H200"]);
  });
});

test("a table on screen rounds, marks estimates, shows ranges and never makes a zero of what is unknown", () => {
  const table = screenTable(
    {
      columns: [{ key: "v", label: "Value", kind: "number", unit: "USD", decimals: 0 }],
      rows: [
        {
          v: {
            value: 10.234e9,
            status: "E",
            knownAt: "2026-01-01T00:00:00Z",
            ref: { series: "S", period: "2026-01-01" },
          },
        },
        { v: { value: null, low: 60e9, high: 65e9, status: "G" } },
        { v: { value: null } },
        {},
      ],
    },
    { afterDays: 30, on: "2026-03-01" },
  );
  expect(table.rows.map(([one]) => one)).toEqual([
    { t: "10.2B", s: 10.234e9, e: "E", x: "S|2026-01-01", o: "known since 2026-01-01, 59 days" },
    { t: "60B–65B", s: 60e9, e: "G" },
    { t: "n/a", s: null, w: "not known" },
    { t: "n/a", s: null, w: "not known" },
  ]);
});

test("a number says in a visible word what kind of statement it is, before its digits", () => {
  for (const status of Status.options.filter((one) => one !== "A" && one !== "W")) {
    const words = numberWords({ value: 57, status }, { unit: "%", decimals: 0 }, true);
    const html = renderToStaticMarkup(createElement(NumberText, { ...words, asOf: null }));
    const seen = html.replace(/<[^>]*class="sr-only"[^>]*>.*?<\/[^>]+>/g, "").replace(/<[^>]+>/g, "");
    expect(seen).toBe(`${statusWord[status]} 57%`);
  }
  const actual = numberWords({ value: 57, status: "A" }, { unit: "%", decimals: 0 }, true);
  expect(renderToStaticMarkup(createElement(NumberText, { ...actual, asOf: null }))).not.toContain("actual");
});
