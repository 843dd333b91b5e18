import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { violationsOn } from "../setup/accessibility";
import { FLUX_GATE, TOY, useDraftPages } from "../setup/draft-pages";
import { colleague } from "../setup/studio";

const pages = useDraftPages();
const { open, press, titled } = pages;
let ada: Viewer;
let analyst: Page;
let second: Page;

const propose = (values: Record<string, number>) => pages.propose(values, ada);

// People of an organisation of their own, so that no other file meets their drafts.
beforeAll(async () => {
  ada = await colleague(pages.db, "Ada Constructed");
  const ben = await colleague(pages.db, "Ben Constructed");
  const standing = { dataset: TOY, ...FLUX_GATE, status: "A" as const, source: "toy-survey" };
  await publishChangeSet(pages.db, {
    author: { kind: "person", name: "Test" },
    reason: "Constructed for a test",
    observations: [{ ...standing, period: "2026-02-01", value: 50 }],
  });
  const password = "a password of the tests";
  const window = ({ email }: Viewer) => pages.pageOf({ email, password });
  [analyst, second] = [await window(ada), await window(ben)];
});

describe("a draft that is discarded", () => {
  const asks = (page: Page) => page.getByRole("dialog", { name: /Discard draft \d+ with 2 values\?/ });

  it("is asked about first, with what it holds, and stays where the question is left", async () => {
    const id = await propose({ "2026-02-01": 53, "2026-04-01": 7 });
    await open(analyst, id);
    await analyst.getByRole("link", { name: "Discard this draft…" }).press("Enter");
    await asks(analyst)
      .getByRole("row", { name: /Flux gate.* 2 values/ })
      .waitFor();
    expect(await violationsOn(analyst)).toEqual([]);
    await analyst.keyboard.press("Escape");
    await asks(analyst).waitFor({ state: "detached" });
    expect(await titled(analyst, /is being edited/)).toBe(1);
    await analyst.getByRole("link", { name: "Discard this draft…" }).click();
    await asks(analyst).getByRole("button", { name: "Discard it" }).click();
    await titled(analyst, /was discarded/);
  });

  it("is restored from the desk, with all that it held", async () => {
    await analyst.goto("/studio");
    const row = analyst.getByRole("region", { name: "Discarded by you" }).getByRole("row", { name: /2 values/ });
    await row.getByRole("button", { name: "Restore" }).click();
    await titled(analyst, /is being edited: 1 changed, 1 new/);
    await analyst.getByRole("link", { name: "Discard this draft…" }).click();
    await asks(analyst).getByRole("button", { name: "Discard it" }).click();
    expect(await titled(analyst, /was discarded/)).toBe(1);
  });

  it("is put into the one that is open beside it, where its author says so", async () => {
    const beside = await propose({ "2026-05-01": 8 });
    await analyst.reload();
    await press(analyst, `Put its values into draft ${beside}`);
    await titled(analyst, new RegExp(`Draft ${beside} .*is being edited: 1 changed, 2 new`));
    await analyst.getByRole("link", { name: "Discard this draft…" }).click();
    await press(analyst, "Discard it");
    expect(await titled(analyst, /was discarded/)).toBe(1);
  });
});

describe("a draft of many values", () => {
  it("stands in groups that are opened one by one, on a page that stays short", async () => {
    const months = Array.from(
      { length: 120 },
      (_, at) => `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`,
    );
    const id = await propose(Object.fromEntries(months.map((month, at) => [month, at + 1])));
    await open(analyst, id);
    const groups = analyst.getByRole("region", { name: "Values in groups" });
    await groups.getByRole("row", { name: /Flux gate.* 120 .*120 new.* 1 to 120/ }).waitFor();
    expect(await analyst.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2500);
    expect(await violationsOn(analyst)).toEqual([]);
    await groups.getByRole("link", { name: /Flux gate/ }).click();
    const lines = analyst.getByRole("region", { name: /^Constructed|Flux gate/ });
    await lines.getByRole("row").nth(100).waitFor();
    expect(await lines.getByRole("row").count()).toBe(101);
    await analyst
      .getByRole("navigation", { name: "Lines of the draft" })
      .getByRole("link", { name: "Further" })
      .click();
    await analyst.getByText("101–120 of 120").waitFor();
    await analyst.getByRole("link", { name: "By cause" }).click();
    await groups.getByRole("row", { name: /Typed by Ada Constructed.*correction.* 120 / }).waitFor();
    await analyst.setViewportSize({ width: 390, height: 900 });
    const overflow = await analyst.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await analyst.setViewportSize({ width: 1440, height: 900 });
    await analyst.getByRole("link", { name: "Discard this draft…" }).click();
    await press(analyst, "Discard it");
    await titled(analyst, /was discarded/);
  });
});

describe("a merge of entities", () => {
  const company = (slug: string, name: string) => ({ kind: "company" as const, slug, name, verified: true });
  const one = "/studio/entities/company/constructed-works";

  it("is picked by name with the keyboard, shown before it is proposed, and goes through a draft", async () => {
    await publishChangeSet(pages.db, {
      author: { kind: "person", name: "Test" },
      reason: "Constructed for a test",
      entities: [company("constructed-works", "Constructed Works"), company("constructed-forge", "Constructed Forge")],
    });
    await analyst.goto(one, { waitUntil: "load" });
    const box = analyst.getByRole("combobox", { name: "Show it as" });
    await box.pressSequentially("ructed fo");
    await analyst.getByRole("option", { name: /Constructed Forge/ }).waitFor();
    await box.press("Enter");
    expect(await box.inputValue()).toBe("Constructed Forge");
    await press(analyst, "See what would move");
    await analyst.getByText("Constructed Works (constructed-works) would be shown as Constructed Forge").waitFor();
    expect(await violationsOn(analyst)).toEqual([]);
    const proposal = analyst.getByRole("form", { name: "Propose the merge" });
    await proposal.getByLabel("Reason").fill("One company under two names");
    await proposal.getByRole("button", { name: "Propose in my draft" }).click();
    await analyst.getByText(/Proposed in your draft \d+ of entities and sources/).waitFor();
    await analyst.goto(one);
    expect(await titled(analyst, "Constructed Works")).toBe(1);
  });

  it("is seen by the second person with what it moves, and stands once it is published", async () => {
    await analyst
      .getByRole("link", { name: /^Draft \d+$/ })
      .first()
      .click();
    await titled(analyst, /1 other change/);
    const id = Number(/drafts\/(\d+)/.exec(analyst.url())?.[1]);
    await analyst.getByLabel("Reason, as readers will see it").fill("One company under two names");
    await press(analyst, "Submit for review");
    await titled(analyst, /waits for review/);
    await open(second, id);
    await second.getByText("Constructed Works (constructed-works) would be shown as Constructed Forge").waitFor();
    await press(second, "Approve");
    await titled(second, /is approved/);
    await press(second, "Publish now");
    await titled(second, /is published/);
    await second.getByText("Approved", { exact: true }).waitFor();
    await analyst.goto(one);
    expect(await titled(analyst, "Constructed Forge")).toBe(1);
  });
});

it("nothing was complained about in the browser", () => {
  expect(pages.complaints).toEqual([]);
});
