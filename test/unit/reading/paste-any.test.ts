import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { turned } from "@/lib/studio/paste/table";
import { paste } from "../../setup/paste";

describe("any rendering of a table", () => {
  const suppliers = ["SK hynix", "Samsung", "Micron"] as const;
  const slugs: Record<string, string> = { "SK hynix": "sk-hynix", Samsung: "samsung", Micron: "micron" };
  const quarter = fc.integer({ min: 0, max: 39 });
  const table = fc.record({
    rows: fc.uniqueArray(fc.constantFrom(...suppliers), { minLength: 1, maxLength: 3 }),
    quarters: fc.uniqueArray(quarter, { minLength: 2, maxLength: 6 }).map((all) => all.toSorted((a, b) => a - b)),
    values: fc.array(
      fc.array(
        fc.integer({ min: 101, max: 9999 }).map((n) => n / 100),
        { minLength: 6, maxLength: 6 },
      ),
      {
        minLength: 3,
        maxLength: 3,
      },
    ),
    form: fc.constantFrom("2026Q1", "Q1 2026", "1Q26", "day", "two", "fiscal", "strange"),
    mark: fc.constantFrom("", "*", "¹", " [1]", " (prelim.)", "E"),
    title: fc.constantFrom([], ["HBM share"], ["Exhibit 3", ""], ["HBM share", "in %", ""]),
    notes: fc.constantFrom([], ["", "Source: a house"], ["* preliminary"]),
    corner: fc.constantFrom("", "Supplier", "%"),
    blank: fc.boolean(),
    turn: fc.boolean(),
  });
  const heading = (n: number, form: string): string => {
    const [year, at] = [2020 + Math.floor(n / 4), (n % 4) + 1];
    if (form === "2026Q1") return `${year}Q${at}`;
    if (form === "Q1 2026") return `Q${at} ${year}`;
    if (form === "1Q26") return `${at}Q${year - 2000}`;
    if (form === "day") return `${year}-${["01", "04", "07", "10"][at - 1]}-01`;
    if (form === "fiscal") return `Q${at} FY${year - 2000}`;
    return `the ${at}th part of ${year}`;
  };

  it("is placed exactly, or refused: never elsewhere", () => {
    let taken = 0;
    fc.assert(
      fc.property(table, ({ rows, quarters, values, form, mark, title, notes, corner, blank, turn }) => {
        const two = form === "two";
        const heads = two
          ? [
              [corner, ...quarters.map((n) => String(2020 + Math.floor(n / 4)))],
              ["", ...quarters.map((n) => `Q${(n % 4) + 1}${mark}`)],
            ]
          : [[corner, ...quarters.map((n) => heading(n, form) + (form === "day" ? "" : mark))]];
        const body = rows.map((name, y) => [name, ...quarters.map((_, x) => String(values[y]?.[x] ?? ""))]);
        const inner = [...heads, ...(blank ? [[""]] : []), ...body];
        const width = quarters.length + 1;
        const padded = inner.map((row) => [...row, ...Array.from({ length: width - row.length }, () => "")]);
        const whole = [...title.map((one) => [one]), ...(turn ? turned(padded) : padded), ...notes.map((one) => [one])];
        const done = paste(whole.map((row) => row.join("\t")).join("\n"));
        const expected = new Map(
          rows.flatMap((name, y) =>
            quarters.map((n, x): [string, number | undefined] => {
              const day = `${2020 + Math.floor(n / 4)}-${["01", "04", "07", "10"][n % 4]}-01`;
              return [`${slugs[name]} ${day}`, values[y]?.[x]];
            }),
          ),
        );
        for (const cell of done.cells)
          expect(cell.read.value, whole.join("\n")).toBe(expected.get(`${cell.dims["supplier"]} ${cell.column}`));
        const all = done.cells.length === expected.size;
        taken += all ? 1 : 0;
        const told = done.problems.length + done.questions.length;
        expect(all || told > 0, whole.join("\n")).toBe(true);
        expect(all || ["fiscal", "strange"].includes(form), whole.map((row) => row.join("\t")).join("\n")).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
