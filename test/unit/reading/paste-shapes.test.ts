import { describe, expect, it } from "vitest";
import { datasetOf } from "@/lib/datasets/registry";
import { answered, nameKey } from "@/lib/studio/paste/questions";
import { splitBlock } from "@/lib/studio/paste/split-block";
import { nameBook } from "@/lib/studio/reading/name-book";
import { dataset, paste } from "../../setup/paste";

const cellsOf = ({ cells }: ReturnType<typeof paste>) =>
  cells.map((one) => `${one.dims["supplier"]} ${one.column.slice(0, 7)} ${one.read.value}${one.read.status ?? ""}`);
const told = ({ problems }: ReturnType<typeof paste>) =>
  problems.map((one) => `${one.line}:${one.column} ${one.message}`);
const left = ({ left: all }: ReturnType<typeof paste>) => all.map((one) => `${one.where} “${one.text}” ${one.reason}`);

describe("lines of the clipboard", () => {
  it.each(["\r", "\n", "\r\n"])("end in any of three ways", (end) => {
    expect(splitBlock(["12", "34", '"5\n6"'].join(end))).toEqual([["12"], ["34"], ["5\n6"]]);
  });
});

describe("headings", () => {
  it.each([
    ["a title above", "HBM revenue share\n\n\tQ1 2026\tQ2 2026\nSK hynix\t57\t58"],
    ["a title and a unit above", "Exhibit 3: share of revenue\nin %\nSupplier\t1Q26\t2Q26\nSK hynix\t57\t58"],
    ["an empty column in front", "\tSupplier\tQ1 2026\tQ2 2026\n\tSK hynix\t57\t58"],
    ["years above quarters", "\t2026\t2026\n\tQ1\tQ2\nSK hynix\t57\t58"],
    ["a year above its first quarter alone", "\t2026\t\n\tQ1\tQ2\nSK hynix\t57\t58"],
    ["footnote marks", "\tQ1 2026¹\tQ2 2026*\nSK hynix\t57\t58\n\t\t\n* first estimate\t\t"],
    ["a source below", "\tQ1 2026\tQ2 2026\nSK hynix\t57\t58\nSource: Counterpoint\t\t"],
    ["a source below in one cell", "\tQ1 2026\tQ2 2026\nSK hynix\t57\t58\nSource: Counterpoint"],
    ["days of quarters", "\t2026-01-01\t2026-06-30\nSK hynix\t57\t58"],
    ["quarters down", "\tSK hynix\nQ1 2026\t57\nQ2 2026\t58"],
    ["quarters down under a title", "HBM share\t\n\t\n\tSK hynix\n1Q26\t57\n2Q26\t58\nSource: C\t"],
    ["years and quarters down", "\t\tSK hynix\n2026\tQ1\t57\n\tQ2\t58"],
    ["numbers of rows in front", "#\tSupplier\tQ1 2026\tQ2 2026\n1\tSK hynix\t57\t58"],
    ["a row of units", "Supplier\tQ1 2026\tQ2 2026\n\t%\t%\nSK hynix\t57\t58"],
    ["headings that are repeated", "\tQ1 2026\tQ2 2026\n\tQ1 2026\tQ2 2026\nSK hynix\t57\t58"],
  ])("with %s are found", (_, text) => {
    const done = paste(text);
    expect(cellsOf(done)).toEqual(["sk-hynix 2026-01 57", "sk-hynix 2026-04 58"]);
    expect(told(done)).toEqual([]);
  });

  it("in two rows without names lie on the rows where they are pasted", () => {
    expect(cellsOf(paste("2026\t2026\t2026\t2026\nQ1\tQ2\tQ3\tQ4\n57\t58\t59\t60"))).toEqual([
      "micron 2026-01 57",
      "micron 2026-04 58",
      "micron 2026-07 59",
      "micron 2026-10 60",
    ]);
  });

  it.each([
    [
      "\tQ1 2026 (Americas)\tQ2 2026 (Americas)\nSK hynix\t57\t58",
      "1:2 “Q1 2026 (Americas)” is no heading that is understood",
    ],
    ["Supplier\tthis quarter\tnext quarter\nSK hynix\t57\t58", "is no heading that is understood"],
    ["HBM share\n57\n58", "is no heading that is understood"],
    ["12\t13\n\tQ1 2026\tQ2 2026\nSK hynix\t57\t58", "there are numbers above the headings"],
    ["Supplier\tQuarter\tShare\nSK hynix\tQ1 2026\t57\nSamsung\tQ1 2026\t22", "names and periods stand side by side"],
    [
      "\tQ1 2026\tQ2 2026\nSK hynix\t57\t58\n\tQ3 2026\tQ4 2026\nSK hynix\t59\t60",
      "line 3 names other periods: these are two tables",
    ],
    ["Q1 2026\t57\t22\nQ2 2026\t58\t21", "nothing says which series the columns are"],
    ["\t0026Q1\t0026Q2\nSK hynix\t57\t58", "is no heading that is understood"],
  ])("that are not understood are named, and nothing is taken: %j", (text, message) => {
    const done = paste(text);
    expect(cellsOf(done)).toEqual([]);
    expect(told(done).join("\n")).toContain(message);
  });

  it("of days within a quarter are refused, each by name", () => {
    const done = paste("Supplier\t2026-04-26\t2026-07-26\nSK hynix\t57\t58");
    expect(cellsOf(done)).toEqual([]);
    expect(told(done)).toEqual([
      "1:2 “2026-04-26” is neither the first nor the last day of a quarter",
      "1:3 “2026-07-26” is neither the first nor the last day of a quarter",
    ]);
  });

  it("of days in numbers are asked about, the order that fits likely", () => {
    const text = "Supplier\t01/01/2026\t01/04/2026\nSK hynix\t57\t58";
    const [question] = paste(text).questions;
    expect(question).toMatchObject({ about: "dates", likely: "dmy", settled: false });
    expect(question?.options.map((one) => one.label)).toEqual([
      "01/04/2026 is April 1, 2026",
      "01/04/2026 is January 4, 2026",
    ]);
    expect(cellsOf(paste(text, { dates: "dmy" }))).toEqual(["sk-hynix 2026-01 57", "sk-hynix 2026-04 58"]);
    expect(cellsOf(paste(text, { dates: "mdy" }))).toEqual(["sk-hynix 2026-01 57"]);
  });

  it("of a company's own quarters are asked about where the calendar's are kept", () => {
    const text = "Supplier\tQ1 FY26\tQ2 FY26\nSK hynix\t57\t58";
    const done = paste(text);
    expect(cellsOf(done)).toEqual([]);
    expect(done.questions.map((one) => [one.about, one.settled])).toEqual([["fiscal", false]]);
    expect(cellsOf(paste(text, { fiscal: "calendar" }))).toEqual(["sk-hynix 2026-01 57", "sk-hynix 2026-04 58"]);
  });
});

describe("nothing is dropped unlisted", () => {
  it("a column without heading, a total, a note, a line without values", () => {
    const done = paste("\tQ1 2026\t\tQ2 2026\tTotal\tSource\nSK hynix\t57\t99\t58\t115\tC\nMicron\t\t\t\t\t");
    expect(cellsOf(done)).toEqual(["sk-hynix 2026-01 57", "sk-hynix 2026-04 58"]);
    expect(left(done)).toEqual([
      "column 3 “” has no heading: its 1 cell is not taken",
      "column 5 “Total” is no period: its 1 cell is not taken",
      "column 6 “Source” is no period: its 1 cell is not taken",
      "line 3 “Micron” has no values",
    ]);
  });

  it("a total without a name, and one with", () => {
    const done = paste("\tQ1 2026\tQ2 2026\nSK hynix\t57\t58\nSamsung\t22\t21\n\t100\t100\nTotal\t100\t100");
    expect(cellsOf(done)).toHaveLength(4);
    expect(told(done)).toEqual(["4:1 this row has values and no name: a total, or its name is missing"]);
    expect(left(done)).toEqual(["line 5 “Total” is a total of other rows and not taken"]);
  });

  it("a period or a row that stands twice: neither is taken", () => {
    const period = paste("\tQ1 2026\tQ1 2026\tQ2 2026\nSK hynix\t57\t58\t59");
    expect(cellsOf(period)).toEqual(["sk-hynix 2026-04 59"]);
    expect(told(period)).toEqual([
      "1:2 the same period stands in column 2 and column 3, and nothing says which is meant: neither is taken",
    ]);
    const row = paste("\tQ1 2026\nSK hynix\t57\nMicron\t21\nHynix\t58");
    expect(cellsOf(row)).toEqual(["micron 2026-01 21"]);
    expect(told(row)[0]).toMatch(/^4:2 lines 2 and 4 both have a value for SK hynix · .*2026Q1: neither is taken$/);
  });

  it("a line of one name holds for the rows below it", () => {
    const done = paste("\tQ1 2026\nTrendForce\t\nSK hynix\t57\nBits\t\nSK hynix\t60");
    expect(done.cells.map((one) => [one.dims["publisher"], one.dims["basis"], one.read.value])).toEqual([
      ["trendforce", "revenue", 57],
      ["trendforce", "bits", 60],
    ]);
  });
});

describe("names", () => {
  it("that are not known are mended in place, or their rows left out", () => {
    const text = "\tQ1 2026\nSK Hynx\t57\nKioxia\t1\nMicron\t21";
    const done = paste(text);
    expect(cellsOf(done)).toEqual(["micron 2026-01 21"]);
    expect(done.problems.map((one) => [one.name?.text, one.name?.near.map((near) => near.label), one.cells])).toEqual([
      ["SK Hynx", ["SK hynix"], 1],
      ["Kioxia", [], 1],
    ]);
    const mended = paste(text, {
      names: { [nameKey("supplier", "SK Hynx")]: "sk-hynix", [nameKey("supplier", "Kioxia")]: "skip" },
    });
    expect(cellsOf(mended)).toEqual(["sk-hynix 2026-01 57", "micron 2026-01 21"]);
    expect(left(mended)).toEqual(["line 3 “Kioxia” is left out, as you said"]);
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("%s is none that is found by chance", (name) => {
    const done = paste(`\tQ1 2026\n${name}\t57\nMicron\t21`);
    expect(cellsOf(done)).toEqual(["micron 2026-01 21"]);
  });

  it("are found through characters that nobody sees", () => {
    expect(cellsOf(paste("\ufeff\tQ1\u00a02026\u200b\n\u200bSK\u00a0hynix\t57"))).toEqual(["sk-hynix 2026-01 57"]);
  });

  it("in a column that nobody knows are asked about, and nothing is placed meanwhile", () => {
    const text = "Supplier\tHouse\tQ1 2026\nSK hynix\tBernstein\t57";
    const done = paste(text);
    expect(cellsOf(done)).toEqual([]);
    const [question] = done.questions;
    expect(question).toMatchObject({ about: "column", key: "1", settled: false });
    const answers = question ? answered({}, question, "nothing") : {};
    expect(cellsOf(paste(text, answers))).toEqual(["sk-hynix 2026-01 57"]);
  });
});

describe("numbers of a block", () => {
  const gpus = { dataset: datasetOf("hbm-share"), unit: "GPUs" };
  it("are grouped as one of them proves", () => {
    expect(paste("1.234.567\t987.654", {}, gpus).cells.map((one) => one.read.value)).toEqual([1_234_567, 987_654]);
  });

  it("are asked about where nothing proves it and both can be", () => {
    const unbounded = {
      ...dataset,
      measures: { quarter: { ...dataset.measures["quarter"], min: undefined, max: undefined } },
    };
    const open = { dataset: unbounded as typeof dataset, unit: "GPUs" };
    expect(paste("1.234\t987.654", {}, open).questions.map((one) => one.about)).toEqual(["decimal"]);
    expect(paste("1.234\t987.654", { decimal: "comma" }, open).cells.map((one) => one.read.value)).toEqual([
      1234, 987_654,
    ]);
  });

  it("are asked about where they are fractions and the row's values are percents", () => {
    const sizesOf = () => [57];
    const done = paste("\tQ1 2026\tQ2 2026\nSK hynix\t0.55\t0.57", {}, { sizesOf });
    expect(done.questions[0]).toMatchObject({ about: "percent", settled: false, likely: null });
    const read = (percent: "fractions" | "percent") =>
      paste("\tQ1 2026\tQ2 2026\nSK hynix\t0.55\t0.57E", { percent }, { sizesOf }).cells.map((one) => one.read.value);
    expect([read("fractions"), read("percent")]).toEqual([
      [55, 57],
      [0.55, 0.57],
    ]);
    for (const [text, size] of [
      ["0.55\t57", 57],
      ["0.55%\t0.57%", 57],
      ["0.55\t0.57", 0.6],
    ] as const)
      expect(paste(`\tQ1 2026\tQ2 2026\nSK hynix\t${text}`, {}, { sizesOf: () => [size] }).questions).toEqual([]);
  });

  it("count in what a line above says, once that is confirmed; another unit stops the block by name", () => {
    const money = datasetOf("company-financials");
    const book = nameBook(money, { company: [{ value: "oracle", label: "Oracle", aliases: [] }] });
    const row = { company: "oracle", line: "capex", basis: "reported", currency: "usd" };
    const at = { dataset: money, measure: "quarter", unit: "USD", names: book, rows: [row], otherwise: row };
    const text = "Capex, USD m\n\tQ1 2026\nOracle\t21383";
    expect(paste(text, {}, at).questions[0]).toMatchObject({ about: "scale", likely: "heading", settled: false });
    expect(paste(text, { scale: "heading" }, at).cells.map((one) => one.read.value)).toEqual([21_383e6]);
    expect(paste(text, { scale: "plain" }, at).cells.map((one) => one.read.value)).toEqual([21_383]);
    const euros = paste("Capex (EUR m)\n\tQ1 2026\nOracle\t21383", {}, at);
    expect(euros.cells).toEqual([]);
    expect(told(euros)[0]).toContain("“Capex (EUR m)”: it is in EUR; Quarter is kept in USD");
    const each = paste("\tCcy\tQ1 2026\nOracle\tUSD m\t21383", {}, at);
    expect(each.cells.map((one) => one.read.value)).toEqual([21_383e6]);
    // Where the currency tells series apart, a column of it names them.
    const other = paste("\tCcy\tQ1 2026\nOracle\tEUR\t21383", {}, at);
    expect(other.cells.map((one) => [one.dims["currency"], one.read.value])).toEqual([["eur", 21_383]]);
  });
});
