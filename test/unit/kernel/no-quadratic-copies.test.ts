import { describe, expect, it } from "vitest";
import { addTo, groupBy } from "@/lib/kernel/group-by";
import { sourceFiles, textOf } from "@/test/setup/imports";

/** A list that is copied for each item that joins it. */
const COPIED = /\.set\([^\n]*\[\.\.\.\(?[\w.]+\.get\([^\n]*\?\? \[\]/;

describe("grouping", () => {
  it("copies no list for each of its items, anywhere in the source", () => {
    const found = sourceFiles(["lib", "app", "scripts"]).filter((file) => COPIED.test(textOf(file)));
    expect(found).toEqual([]);
    expect(COPIED.test("groups.set(key, [...(groups.get(key) ?? []), one]);")).toBe(true);
  });

  it("keeps keys and items in the order in which they came", () => {
    const words = ["one", "two", "three", "four", "five", "six"];
    const groups = new Map<number, string[]>();
    for (const word of words) addTo(groups, word.length, word);
    expect([...groups]).toEqual([...groupBy(words, (word) => word.length)]);
    expect([...groups]).toEqual([
      [3, ["one", "two", "six"]],
      [5, ["three"]],
      [4, ["four", "five"]],
    ]);
  });
});
