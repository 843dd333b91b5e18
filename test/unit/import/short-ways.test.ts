import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateObservation, validatorOf } from "@/lib/datasets/validate";
import { CellEdit } from "@/lib/studio/drafts/draft";
import { plainEdits } from "@/lib/studio/drafts/plain-edit";
import { proposalOf } from "@/lib/studio/drafts/sort-edits";
import { KeptRows } from "@/lib/studio/import/kept-rows";
import { cellStore } from "@/lib/studio/import/sheet/cell-store";
import { textCell } from "@/lib/studio/import/sheet/clean-text";
import { Seen } from "@/lib/studio/import/sheet/seen";
import { columnLetters, parseReference, type SheetRow } from "@/lib/studio/import/sheet/sheet-row";
import { parseCell } from "@/lib/studio/reading/parse-cell";
import { plainDigits, plainText } from "@/lib/studio/reading/plain-text";
import { decimalSignOf } from "@/lib/studio/reading/read-digits";
import { toyDataset } from "../../setup/store-toy";

const digits = fc.stringMatching(/^[-+]?[0-9]{0,5}[.,]?[0-9]{0,5}$/);
const written = fc.oneof(
  digits,
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("1.234", "0.125", "-0", "00012", "1.2345", "12.", ".5", "2026", "9".repeat(40), "1e5", "12E"),
);
// Nobody sees this sign: with it, a text says the same and is read the long way.
const UNSEEN = "\u200b";

describe("a short way of reading", () => {
  it("comes to the same number as the long one, whatever the rules are", () => {
    const rules = fc.record({
      label: fc.constant("Capex"),
      unit: fc.constantFrom("USD", "%", "weeks", "MW", "USD/GPU-hour"),
      decimal: fc.constantFrom("point", "comma", "auto", "mixed"),
      scale: fc.constantFrom(0, 2, 3, 9),
      said: fc.constantFrom(
        [],
        [{ from: "Capex, EUR", words: { currency: "EUR", step: null, unit: null } }],
        [{ from: "USD m", words: { currency: "USD", step: "m", unit: null } }],
      ),
    });
    fc.assert(
      fc.property(written, rules, (text, given) => {
        expect(parseCell(text, given)).toEqual(parseCell(`${UNSEEN}${text}`, given));
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves a text as it is, and sees what its numbers prove of the decimal sign", () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(plainText(text)).toBe(plainText(`${UNSEEN}${text}`));
        expect(plainDigits(text)).toBe(plainDigits(`${text}é`).slice(0, -1));
        expect(decimalSignOf([text])).toBe(decimalSignOf([` ${text}`]));
      }),
      { numRuns: 1000 },
    );
  });

  it("makes one cell of all texts that say the same, and counts what was taken off each of them", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(written, fc.constantFrom("a\u00adb", " ", "x\u0000", "\t"))), (texts) => {
        const [seen, plainly] = [new Seen(), new Seen()];
        const cellOf = cellStore(seen);
        const twice = [...texts, ...texts];
        expect(twice.map(cellOf)).toEqual(twice.map((text) => textCell(text, plainly.onUnseen)));
        expect(seen.unseen).toBe(plainly.unseen);
      }),
    );
    const cellOf = cellStore(new Seen());
    expect(cellOf("North")).toBe(cellOf("North"));
  });

  it("finds the column and row of a reference, with or without its signs", () => {
    fc.assert(
      fc.property(fc.nat(18_277), fc.integer({ min: 1, max: 1_048_576 }), (column, row) => {
        const letters = columnLetters(column);
        for (const text of [`${letters}${row}`, `$${letters}$${row}`, `$${letters}${row}`])
          expect(parseReference(text)).toEqual({ column, row });
      }),
    );
    const none = ["", "A", "12", "a1", "A1:B2", "ABCD1", "A12345678", "A$", "$$A1"];
    expect(none.map(parseReference)).toEqual(none.map(() => null));
  });
});

describe("a check that remembers", () => {
  const toy = toyDataset();
  const part = fc.constantFrom("sprocket", "flux-gate", "cog", "");
  const dims = fc.oneof(
    fc.record({ part, region: fc.constantFrom("north", "south") }),
    fc.constantFrom({ part: "sprocket" }, { part: "sprocket", region: "north", third: "x" }),
  );
  const number = fc.oneof(fc.constant(null), fc.double({ min: -10, max: 500, noNaN: true }), fc.constant(Infinity));
  const edits = fc.record({
    place: fc.record({
      measure: fc.constantFrom("lead_time", "weight", "constructor"),
      dims,
      period: fc.constantFrom("2026-01-01", "2026-01-15", "2026-13-01", "2026"),
    }),
    content: fc.record({
      value: number,
      low: number,
      high: number,
      status: fc.constantFrom("A", "W", "E"),
      confidence: fc.constantFrom(null, "high"),
      source: fc.constantFrom(null, "toy-survey", "No Key"),
      reason: fc.constant(null),
      note: fc.constantFrom(null, "a note", " a note", "x".repeat(1001)),
      periodEnd: fc.constantFrom(null, "2026-01-31", "2025-12-31", "soon"),
      periodLabel: fc.constantFrom(null, "FY2026", "x".repeat(41)),
    }),
  });

  it("finds first in a value what the whole check finds first", () => {
    const exists = () => true;
    const issueOf = validatorOf(toy, exists);
    fc.assert(
      fc.property(edits, ({ place, content }) => {
        const whole = validateObservation(toy, proposalOf(toy.slug, place, content), exists)[0] ?? null;
        expect(issueOf(place, content)).toEqual(whole);
        expect(issueOf(place, content)).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it("holds an edit for sound where the schema does, which then changes nothing of it", () => {
    const isPlain = plainEdits();
    fc.assert(
      fc.property(edits, (edit) => {
        const read = CellEdit.safeParse(edit);
        const unchanged = read.success && JSON.stringify(read.data) === JSON.stringify(edit);
        expect(isPlain(edit)).toBe(unchanged);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("rows that are kept for a second look", () => {
  const row = (line: number, text: string): SheetRow => ({ line, cells: [{ kind: "text", text }] });

  async function linesOf(kept: KeptRows): Promise<number[] | null> {
    const blocks = kept.take();
    if (!blocks) return null;
    const lines: number[] = [];
    for await (const rows of blocks) lines.push(...rows.map((one) => one.line));
    return lines;
  }

  it("come once, in their order, and not at all where they are too many for the memory", async () => {
    const kept = new KeptRows();
    kept.keep(Array.from({ length: 2500 }, (_, at) => row(at, "x")));
    kept.keep([row(2500, "x")]);
    expect(await linesOf(kept)).toEqual(Array.from({ length: 2501 }, (_, at) => at));
    expect(await linesOf(kept)).toBeNull();
    const heavy = new KeptRows();
    for (let at = 0; at < 70; at++) heavy.keep([row(at, "x".repeat(2 ** 20))]);
    expect(await linesOf(heavy)).toBeNull();
  });
});
