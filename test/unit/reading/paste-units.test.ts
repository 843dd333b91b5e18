import { describe, expect, it } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import { gridColumns } from "@/lib/studio/grid/columns";
import { pasteBlock } from "@/lib/studio/paste/paste-block";
import type { PasteAnswers } from "@/lib/studio/paste/questions";
import { splitBlock } from "@/lib/studio/paste/split-block";
import { nameBook } from "@/lib/studio/reading/name-book";
import { paste as pasteShare } from "../../setup/paste";

const dataset = datasetOf("hbm-market");
const supplier = ["SK hynix", "Samsung"].map((label) => ({
  value: label.toLowerCase().replace(" ", "-"),
  label,
  aliases: [],
}));
const dims = { supplier: "sk-hynix", generation: "all", scope: "not-stated", publisher: "counterpoint" };
const columns = gridColumns({ periods: ["2024-01-01", "2026-01-01"], today: "2026-11-26", frequency: "year" });

/** Pastes into yearly revenues in USD. */
function paste(text: string, answers: PasteAnswers = { scale: "heading" }) {
  const names = nameBook(dataset, { supplier, publisher: [] });
  const target = {
    dataset,
    measure: "revenue_year",
    unit: "USD",
    columns,
    rows: [dims],
    column: 0,
    names,
    otherwise: dims,
  };
  const done = pasteBlock(splitBlock(text), target, answers);
  const values = done.cells.map((one) => one.read.value);
  return {
    values,
    questions: done.questions.map((one) => one.about),
    problems: done.problems.map((one) => one.message),
  };
}

describe("a unit that stands beside the values", () => {
  it("is read in the headings with their periods, however it is written", () => {
    for (const [one, two] of [
      ["2024 ($bn)", "2025 ($bn)"],
      ["2024 $bn", "2025E $bn"],
      ["2024, US$ bn", "2025, US$ bn"],
      ["2024 (USD in billions)", "2025 (USD in billions)"],
    ])
      expect([one, paste(`\t${one}\t${two}\nSK hynix\t21.4\t22.5`).values]).toEqual([one, [21.4e9, 22.5e9]]);
    expect(pasteShare("\tQ3 2025 %\tQ4 2025, %\nMicron\t21\t22").cells.map((one) => one.read.value)).toEqual([21, 22]);
    expect(pasteShare("\tQ3 2025 (bps)\nMicron\t21").problems[0]?.message).toContain("it is in “bps”");
  });

  it("is read below them and asked about", () => {
    for (const line of [
      "In US$ billions",
      "Note: figures in US$ billions",
      "\nAll figures are in billions of dollars",
    ]) {
      const found = paste(`\t2024\t2025\nSK hynix\t21.4\t22.5\n${line}`, {});
      expect([line, found.values, found.questions]).toEqual([line, [21.4e9, 22.5e9], ["scale"]]);
    }
    expect(paste("\t2024\t2025\nSK hynix\t21.4\t22.5\nEUR in millions").problems[0]).toContain("it is in EUR");
  });

  it("is read in a column behind them, with or without a heading", () => {
    for (const heading of ["Unit", "Currency", ""]) {
      const done = paste(`\t2024\t2025\t${heading}\nSK hynix\t21.4\t22.5\tUSD bn\nSamsung\t21400\t22500\tUSD m`);
      expect([heading, done.values]).toEqual([heading, [21.4e9, 22.5e9, 21.4e9, 22.5e9]]);
    }
    expect(paste("\t2024\t2025\tCurrency\nSK hynix\t21.4\t\tEUR").problems).toEqual([
      "“21.4”: “Currency” says EUR; Revenue, yearly is kept in USD",
    ]);
  });
});

describe("signs in cells of their own", () => {
  it("belong to the number beside them", () => {
    expect(paste("\t2024\t\t2025\t\nSK hynix\t$\t21.4\t$\t22.5\nSamsung\t\t7\t\t8").values).toEqual([21.4, 22.5, 7, 8]);
    expect(paste("\t2024\t\t2025\t\nSK hynix\t(21.4\t)\t22.5\t").values).toEqual([-21.4, 22.5]);
    expect(pasteShare("\tQ3 2025\t\tQ4 2025\t\nMicron\t21\t%\t22\t%").cells.map((one) => one.read.value)).toEqual([
      21, 22,
    ]);
  });

  it("do not hide a second number under the same heading", () => {
    const done = paste("\t2024\t\t2025\nSK hynix\t21.4\t3\t22.5");
    expect(done.values).toEqual([21.4, 22.5]);
  });
});

describe("numbers in front of the first period", () => {
  it("are told where their heading is none that is understood", () => {
    const done = pasteShare("\tprior quarter\tQ3 2025\tQ4 2025\nMicron\t20\t21\t22");
    expect(done.cells.map((one) => one.read.value)).toEqual([21, 22]);
    expect(done.problems.map((one) => one.message)).toEqual(["“prior quarter” is no period: its 1 cell is not taken"]);
    const ranked = pasteShare("#\tSupplier\tQ3 2025\n1\tMicron\t21\n2\tSamsung\t30");
    expect([ranked.problems, ranked.left.map((one) => one.reason)]).toEqual([
      [],
      ["counts the rows: its 2 cells are not taken"],
    ]);
  });
});
