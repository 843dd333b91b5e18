import { describe, expect, it } from "vitest";
import type { DraftFinding } from "@/lib/studio/drafts/draft";
import { groupsOf } from "@/app/_ui/studio/group-findings";
import { tellFindings } from "@/lib/studio/drafts/told-findings";

const finding = (message: string, at: number, blocking: boolean): DraftFinding => ({
  rule: "constructed",
  message,
  blocking,
  place: { series: `S.${at}`, period: "2026-01-01" },
});
const many = (count: number, message: (at: number) => string, blocking = false) =>
  Array.from({ length: count }, (_, at) => finding(message(at), at, blocking));

describe("what is told of findings", () => {
  it("counts all cells of which the same is said, and names the first dozen", () => {
    const told = tellFindings(many(10_000, () => "lacks a source", true));
    expect([told.length, told[0]?.times, told.every((one) => one.blocking)]).toEqual([12, 10_000, true]);
  });

  it("begins with what keeps a draft from going on, however much else there is", () => {
    const told = tellFindings([...many(500, (at) => `moved by ${at}`), finding("lacks a source", 1, true)]);
    expect(told[0]).toMatchObject({ message: "lacks a source", times: 1 });
  });

  it("says how many are left out, and leaves none out unsaid", () => {
    const told = tellFindings(many(500, (at) => `moved by ${at}`));
    expect(told.at(-1)?.message).toMatch(/^300 further findings are not listed/);
    expect(told).toHaveLength(201);
    expect(tellFindings(many(200, (at) => `moved by ${at}`)).at(-1)?.rule).toBe("constructed");
  });

  it.each([1, 6, 12, 720])("is counted on the page as often as there are cells: %i", (count) => {
    const groups = groupsOf(tellFindings(many(count, () => "lacks a source", true)));
    expect(groups.map((one) => one.count)).toEqual([count]);
    expect(groups[0]?.places).toHaveLength(Math.min(count, 12));
  });

  it("is counted on the page where nobody has counted it before", () => {
    expect(groupsOf(many(3, () => "lacks a source")).map((one) => one.count)).toEqual([3]);
  });
});
