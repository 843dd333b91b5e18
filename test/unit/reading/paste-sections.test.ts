import { describe, expect, it } from "vitest";
import type { PasteAnswers } from "@/lib/studio/paste/questions";
import { paste } from "../../setup/paste";

const HEAD = "\tQ3 2025\tQ4 2025\n";
function short(text: string, answers: PasteAnswers = {}) {
  const done = paste(`${HEAD}${text}`, answers);
  return {
    cells: done.cells.map(
      ({ dims, read }) => `${dims["supplier"]} ${dims["publisher"]} ${dims["basis"]} ${read.value}`,
    ),
    waiting: done.questions.filter((one) => one.likely === null).map((one) => `${one.about} ${one.key}`),
    left: done.left.map((one) => one.reason),
  };
}

describe("a line without values above rows", () => {
  it("holds for them where it is a known name", () => {
    const found = short("TrendForce\nMicron\t20\t21\n\nCounterpoint\nMicron\t22\t23");
    expect(found.cells).toEqual([
      "micron trendforce revenue 20",
      "micron trendforce revenue 21",
      "micron counterpoint revenue 22",
      "micron counterpoint revenue 23",
    ]);
    expect(found.waiting).toEqual([]);
  });

  it("holds for them where it is of another dimension than their names", () => {
    expect(short("Revenue\nMicron\t20\t21\nSamsung\t1\t2").cells).toContain("micron counterpoint revenue 20");
  });

  it("is asked about where it is no known name, and the rows wait or are left out", () => {
    for (const text of ["Bernstein\nMicron\t20\t21", "Counterpoint\nMicron\t1\t2\n\nBernstein\nSamsung\t20\t21"])
      expect([text, short(text).waiting]).toEqual([text, ["section Bernstein"]]);
    const text = "Counterpoint\nMicron\t1\t2\nBernstein\nSamsung\t20\t21\nTrendForce\nSamsung\t5\t6";
    const skipped = short(text, { sections: { Bernstein: "skip" } });
    expect(skipped.cells.map((one) => one.split(" ").at(-1))).toEqual(["1", "2", "5", "6"]);
    expect([skipped.waiting, skipped.left]).toEqual([
      [],
      expect.arrayContaining(["stands below “Bernstein”, and is left out as you said"]),
    ]);
    const taken = short("Market shares\nMicron\t20\t21", { sections: { "Market shares": "take" } });
    expect(taken.cells).toHaveLength(2);
  });

  it("is no question at the end of the block, nor where it is a note or a total", () => {
    for (const text of [
      "Micron\t20\t21\nPreliminary figures",
      "Source: Bernstein\nMicron\t20\t21",
      "Notes\nMicron\t20\t21",
    ])
      expect([text, short(text).waiting, short(text).cells.length]).toEqual([text, [], 2]);
  });
});

describe("a title above the headings that names another series", () => {
  const block = (title: string) => `${title}\n${HEAD}Micron\t20\t21`;
  const read = (title: string, answers: PasteAnswers = {}) => {
    const done = paste(block(title), answers);
    const asked = done.questions.map((one) => [
      one.about,
      one.key,
      one.settled,
      one.options.map((option) => option.value),
    ]);
    return { asked, first: done.cells[0]?.dims };
  };

  it("is asked about, and holds as it is answered", () => {
    const title = "HBM share by TrendForce, 2025";
    expect(read(title).asked).toEqual([["title", "publisher", false, ["trendforce", "counterpoint"]]]);
    const answered = read(title, { titles: { publisher: "trendforce" } });
    expect([answered.asked[0]?.[2], answered.first?.["publisher"]]).toEqual([true, "trendforce"]);
    expect(read(title, { titles: { publisher: "counterpoint" } }).first?.["publisher"]).toBe("counterpoint");
    expect(read("Share by TrendForce (%)").asked).toHaveLength(1);
    expect(read("HBM3E supplier share").asked).toMatchObject([["title", "generation", false, ["hbm3e", "all"]]]);
  });

  it("is no question where it names the row's own, or the block says it itself", () => {
    for (const title of ["HBM share by Counterpoint", "Memory tracker, November"])
      expect([title, read(title).asked]).toEqual([title, []]);
    const told = paste(
      `HBM share, TrendForce and others\nPublisher${HEAD.replace("\t", "\tSupplier\t")}Counterpoint\tMicron\t20\t21`,
    );
    expect([told.questions, told.cells.length]).toEqual([[], 2]);
  });
});
