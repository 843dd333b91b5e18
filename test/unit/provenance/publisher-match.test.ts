import { describe, expect, test } from "vitest";
import { samePublisher, standingOf } from "@/lib/provenance/publisher-match";

const owner = (slug: string, ...names: string[]) => ({ slug, names });
const of = (slug: string, name: string, publisher: string, title = "A title") =>
  standingOf(owner(slug, name), { publisher, title });

describe("how a source stands to the publisher of a series", () => {
  test.each([
    ["trendforce", "TrendForce", "TrendForce"],
    ["trendforce", "TrendForce", "TrendForce (Taipei)"],
    ["counterpoint", "Counterpoint", "Counterpoint Research"],
    ["adrian-nutiu-gpurentalprices-com", "Adrian Nutiu / gpurentalprices.com", "gpurentalprices.com"],
    ["aws", "Amazon Web Services, Inc.", "Amazon Web Services"],
    ["sk-securities", "SK Securities", "SK securities co., ltd"],
  ])("a source of its own: %s, %s, %s", (slug, name, publisher) => {
    expect(of(slug, name, publisher)).toBe("own");
  });

  test.each([
    ["counterpoint", "Counterpoint", "Chosun Biz citing Counterpoint"],
    ["ubs", "UBS", "LinkedIn post citing UBS"],
    ["trendforce", "TrendForce", "A blog (via TrendForce)"],
  ])("one that says whom it passes on: %s, %s, %s", (slug, name, publisher) => {
    expect(of(slug, name, publisher)).toBe("relays");
  });

  test("a title that names the publisher may be about them, and is told apart", () => {
    expect(of("jefferies", "Jefferies", "Investing.com", "Jefferies capex tracker")).toBe("names");
    expect(of("trendforce", "TrendForce", "Counterpoint", "HBM share against TrendForce")).toBe("names");
  });

  test.each([
    ["adrian-nutiu-gpurentalprices-com", "Adrian Nutiu / gpurentalprices.com", "Getdeploying"],
    ["trendforce", "TrendForce", "Counterpoint"],
    ["trendforce", "TrendForce", "Counterpoint Research"],
    ["idc", "IDC", "Idcnova"],
    ["ubs", "UBS", "Subscriber news"],
    ["idc", "IDC", "IDC Nova"],
    ["samsung-securities", "Samsung Securities", "Samsung"],
    ["sk-securities", "SK Securities", "SK hynix"],
    ["the-information", "The Information", "Information Week"],
  ])("somebody else's: %s, %s, %s", (slug, name, publisher) => {
    expect(of(slug, name, publisher)).toBe("other");
  });

  test("any name of the publisher counts, however it is written", () => {
    const names = owner("omdia", "Omdia", "Informa Tech");
    expect(standingOf(names, { publisher: "INFORMA-TECH", title: "" })).toBe("own");
    expect(standingOf(names, { publisher: "Ömdia", title: "" })).toBe("own");
  });

  test("a publisher that is nobody in particular has sources of any kind", () => {
    expect(of("not-recorded", "not recorded", "Somebody")).toBe("own");
    expect(of("unattributed", "unattributed", "Somebody")).toBe("own");
    for (const name of ["analysts via NBC", "press tally", "press (a story)", "market projection", "street via a page"])
      expect(of("x", name, "Somebody"), name).toBe("own");
    for (const name of ["Market Accurate", "Street Insider", "Press Gazette", "Consensus Economics"])
      expect(of("x", name, "Somebody"), name).toBe("other");
  });
});

test("two sources are of one publisher by whom they name first and pass on, and nobody is everybody", () => {
  expect(samePublisher("Counterpoint", "Counterpoint Research")).toBe(true);
  expect(samePublisher("Chosun Biz citing Counterpoint", "Chosun Biz citing Counterpoint Research")).toBe(true);
  expect(samePublisher("Chosun Biz citing Counterpoint", "Chosun Biz citing Kiwoom")).toBe(false);
  expect(samePublisher("Chosun Biz citing Counterpoint", "Chosun Biz")).toBe(false);
  expect(samePublisher("CoreWeave / Business Wire", "CoreWeave / StockTitan")).toBe(true);
  expect(samePublisher("Chosun Biz citing Counterpoint", "Counterpoint")).toBe(false);
  expect(samePublisher("unattributed public repository", "Getdeploying")).toBe(false);
  expect(samePublisher("not recorded", "TrendForce")).toBe(false);
});
