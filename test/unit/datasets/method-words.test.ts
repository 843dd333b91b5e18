import { describe, expect, it } from "vitest";
import { methodWords } from "@/lib/datasets/method-words";
import { datasets } from "@/lib/datasets/registry";
import { toyDataset } from "../../setup/store";

const toy = toyDataset();
const of = (methodology: string, methodologyVersion: string) =>
  methodWords({ ...toy, methodology, methodologyVersion });
const CHANGES = `## Scope
Version 1.0.0, which came first: not here.

## Changes
1.0.0, November 2026: first version. 1.1.0, December 2026: kinds for asks; prices
fetched every day. 2.0.0, January 2027: a new basket: four tenors.

## After
Nothing.`;

describe("what a methodology says of its version", () => {
  it("is the sentence of that version, and no other", () => {
    expect(of(CHANGES, "1.0.0")).toBe("First version.");
    expect(of(CHANGES, "1.1.0")).toBe("Kinds for asks; prices fetched every day.");
    expect(of(CHANGES, "2.0.0")).toBe("A new basket: four tenors.");
  });

  it("is told to be missing where it is", () => {
    expect(of(CHANGES, "3.0.0")).toBe("The methodology does not say what changed.");
    expect(of("## Scope\nNothing of changes.", "1.0.0")).toBe("The methodology does not say what changed.");
  });

  it("is there for every dataset of the house", () => {
    const own = datasets().filter((one) => one.slug !== toy.slug);
    expect(own.filter((one) => methodWords(one).startsWith("The methodology does not say"))).toEqual([]);
  });
});
