import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { violationsOn } from "../setup/accessibility";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { analystOf, cellOf, openGrid, rowOf, savedGrid, typeInto } from "../setup/grid-page";

// What the hand of somebody does who lives in a spreadsheet. Few columns, so that all of them are in sight.
const NARROW = "from=2025-10-01&hide_publisher=1&hide_generation=1&hide_customer=1";
const GRID = `/studio/hbm-share?words=counterpoint+revenue&by_basis=revenue&${NARROW}`;
const WHOLE = "/studio/hbm-share";
let db: Database;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  context = await newContext();
  await signIn(context, await analystOf(db, "hands", "cleo"));
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await context.close();
  await db.close();
});

const drafted = async (): Promise<Record<string, number | null>> => {
  const rows = await db.sql<{ series: string; period: string; value: number | null }[]>`
    select series, period, value from draft_cell join draft on draft.id = draft_id
    join person on person.id = draft.author_id where person.email = 'cleo@hands.test' and draft.state = 'draft'`;
  return Object.fromEntries(rows.map((one) => [`${one.series.split(".")[1]} ${one.period}`, one.value]));
};
/** Selects a cell, also one that is selected already: a second click would open it. */
const click = async (words: string, period: string) => {
  await page.getByRole("status", { name: "Selection" }).click();
  await (await cellOf(page, words, period)).click();
};
const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
const line = () => page.getByRole("status", { name: "Selection" });
const standing = () => page.locator("p[aria-live=polite]");

describe("keys of a spreadsheet", () => {
  it("calculate what is typed, and put it into every selected cell by Ctrl-Enter as one act", async () => {
    await openGrid(page, GRID);
    await click("Micron", "2026Q4");
    await press("Shift+ArrowRight", "Shift+ArrowDown");
    await page.keyboard.type("=10*2+0.5");
    await press("Control+Enter");
    const wanted = {
      "MICRON 2026-10-01": 20.5,
      "MICRON 2027-01-01": 20.5,
      "SAMSUNG 2026-10-01": 20.5,
      "SAMSUNG 2027-01-01": 20.5,
    };
    await expect.poll(drafted).toEqual(wanted);
    await page.getByText("4 cells · 4 values · sum 82% · average 20.5% · min 20.5% · max 20.5%").waitFor();
    await savedGrid(page);
    await press("Control+z");
    await expect.poll(drafted).toEqual({});
    await press("Control+Shift+z");
    await expect.poll(drafted).toEqual(wanted);
  });

  it("undo wherever the focus is, and leave a text field its own", async () => {
    await page
      .getByRole("combobox", { name: /^Status/ })
      .first()
      .focus();
    await press("Control+z");
    await expect.poll(drafted).toEqual({});
    await page.getByRole("searchbox", { name: "Find rows" }).focus();
    await press("Control+y");
    await page.getByRole("button", { name: "Redo" }).focus();
    await expect.poll(drafted).toEqual({});
  });

  it("fill up and left, and by the handle drawn upwards", async () => {
    await openGrid(page, GRID);
    await typeInto(page, "SK hynix", "2027Q2", "50");
    await savedGrid(page);
    await click("SK hynix", "2027Q2");
    await press("Shift+ArrowLeft", "Control+Shift+R");
    await expect.poll(drafted).toEqual({ "SK_HYNIX 2027-01-01": 50, "SK_HYNIX 2027-04-01": 50 });
    await click("SK hynix", "2027Q1");
    await press("Shift+ArrowUp", "Control+Shift+D");
    await expect
      .poll(drafted)
      .toEqual({ "SAMSUNG 2027-01-01": 50, "SK_HYNIX 2027-01-01": 50, "SK_HYNIX 2027-04-01": 50 });
    await click("Samsung", "2027Q1");
    const handle = await page.locator(".dsg-expand-rows-indicator").boundingBox();
    const above = await (await cellOf(page, "Micron", "2027Q1")).boundingBox();
    if (!handle || !above) throw new Error("no handle to draw");
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(above.x + above.width / 2, above.y + above.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await drafted())["MICRON 2027-01-01"]).toBe(50);
  });

  it("jump to the edge of data, and select rows and columns", async () => {
    await openGrid(page, GRID);
    await click("Micron", "2027Q1");
    await press("Control+ArrowDown");
    await expect.poll(() => standing().innerText()).toContain("SK hynix");
    await press("Control+ArrowRight");
    await expect.poll(() => standing().innerText()).toMatch(/SK hynix.*2027Q2/);
    await press("Control+ArrowUp");
    await expect.poll(() => standing().innerText()).toMatch(/Micron.*2027Q2/);
    await press("Home", "Shift+End");
    const drawn = await page.locator(".dsg-row-header .dsg-cell:not(.dsg-cell-gutter)").count();
    const selected = async () => Number(/^(\d+) cells/.exec(await line().innerText())?.[1] ?? 0);
    await expect.poll(selected).toBeGreaterThanOrEqual(drawn);
    const columns = await selected();
    await press("Control+Home", "Control+ ");
    const rows = await rowOf(page, "").count();
    await expect.poll(() => line().innerText()).toMatch(new RegExp(`^${rows} cells`));
    await press("Shift+ ");
    await expect.poll(() => line().innerText()).toMatch(new RegExp(`^${rows * columns} cells`));
  });

  it("reach rows that were not read yet, and refuse more rows at once than they can", async () => {
    await openGrid(page, "/studio/gpu-prices");
    const [, many = "0"] = (await page.getByRole("heading", { level: 1 }).innerText()).match(/([\d,]+) series/) ?? [];
    const count = Number(many.replace(",", ""));
    expect(count).toBeGreaterThan(200);
    await page.locator(".dsg-row:not(.dsg-row-header)").first().locator(".dsg-cell").nth(2).click();
    await press("Control+ ");
    await expect.poll(() => line().innerText()).toMatch(/rows not read yet and left out/);
    await page.keyboard.type("7.7777");
    await press("Control+Enter");
    const taken = async () => Object.values(await drafted()).filter((one) => one === 7.7777).length;
    await expect.poll(taken, { timeout: 20_000 }).toBeGreaterThan(0);
    await page.getByText(new RegExp(`Your draft: ${many} values`)).waitFor();
    await press("Control+z");
    await page.getByText("Nothing drafted yet").waitFor();
  });

  it("are all listed by ?, and Escape leaves the list", async () => {
    await press("Shift+?");
    const help = page.getByRole("dialog", { name: "Keys, marks, numbers" });
    for (const key of ["Ctrl-Enter", "Ctrl-Space", "Ctrl-arrows", "Ctrl-F", "Alt-Down", "F2"])
      expect(await help.innerText()).toContain(key);
    await press("Escape");
    await help.waitFor({ state: "hidden" });
  });
});

describe("find and replace", () => {
  it("goes from place to place, and says before what replacing would change", async () => {
    await openGrid(page, GRID);
    await click("Micron", "2026Q1");
    await press("Control+f");
    await page.keyboard.type("50");
    const found = page.getByRole("status", { name: "Found" });
    await expect.poll(() => found.innerText()).toMatch(/^\d+ places$/);
    await press("Enter");
    await expect.poll(() => found.innerText()).toMatch(/^1 of /);
    await press("Enter");
    await expect.poll(() => found.innerText()).toMatch(/^2 of /);
    await page.getByLabel("whole").check();
    await page.getByLabel("Replace by").fill("51");
    await page.getByRole("button", { name: "Replace all…" }).click();
    const plan = page.getByRole("status", { name: "What would be replaced" });
    expect(await plan.innerText()).toMatch(/5 values would change, 1 of them published/);
    await plan.getByRole("button", { name: "Replace 5 values" }).click();
    await expect.poll(async () => Object.values(await drafted()).filter((one) => one === 51).length).toBe(5);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => Object.values(await drafted()).filter((one) => one === 50).length).toBe(4);
  });

  it("counts what is published, and names what cannot be replaced", async () => {
    await openGrid(page, `/studio/hbm-share?words=chaobro&${NARROW}`);
    await page.getByRole("button", { name: "Find", exact: true }).click();
    const bar = page.getByRole("region", { name: "Find and replace" });
    await bar.getByLabel("Find", { exact: true }).fill("25");
    await bar.getByLabel("Replace by").fill("250");
    await bar.getByRole("button", { name: "Replace all…" }).click();
    const plan = page.getByRole("status", { name: "What would be replaced" });
    expect(await plan.innerText()).toMatch(/0 values would change.*1 cannot be replaced/);
    expect(await plan.innerText()).toContain("250 is above 100 %");
    await bar.getByLabel("Replace by").fill("26");
    await bar.getByRole("button", { name: "Replace all…" }).click();
    expect(await plan.innerText()).toMatch(/1 value would change, 1 of them published/);
    await plan.getByRole("button", { name: "Leave them" }).click();
    await press("Escape");
    await bar.waitFor({ state: "detached" });
  });
});

describe("the room of the sheet", () => {
  it.each([
    [1440, 900, 0.66],
    [1366, 768, 0.6],
  ])("is most of a window of %i by %i, and nothing but the sheet scrolls", async (width, height, part) => {
    await page.setViewportSize({ width, height });
    await openGrid(page, WHOLE);
    const sheet = await page.locator(".dsg-container").boundingBox();
    expect((sheet?.height ?? 0) / height).toBeGreaterThan(part);
    const beyond = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth - window.innerWidth, scrollHeight - window.innerHeight];
    });
    expect(beyond.every((px) => px <= 0)).toBe(true);
  });

  it("gives way to more bars by Ctrl-Shift-F, which is remembered", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await openGrid(page, WHOLE);
    const supplier = page.locator("select[name=by_supplier]");
    expect(await supplier.isVisible()).toBe(false);
    await press("Control+Shift+F");
    await supplier.waitFor({ state: "visible" });
    await openGrid(page, WHOLE);
    await supplier.waitFor({ state: "visible" });
    expect(await violationsOn(page)).toEqual([]);
    await press("Control+Shift+F");
    await supplier.waitFor({ state: "hidden" });
  });

  it("keeps the publisher in sight where names share a column", async () => {
    await page.setViewportSize({ width: 760, height: 900 });
    await openGrid(page, WHOLE);
    const tails = await page.locator(".dsg-row:not(.dsg-row-header) .dsg-cell-gutter").allInnerTexts();
    expect(tails.filter((one) => /Counterpoint/.test(one)).length).toBeGreaterThan(2);
    const cut = await page.getByText("· Counterpoint").first().boundingBox();
    const gutter = await page.locator(".dsg-row .dsg-cell-gutter").first().boundingBox();
    expect((cut?.x ?? 0) + (cut?.width ?? 0)).toBeLessThanOrEqual((gutter?.x ?? 0) + (gutter?.width ?? 0));
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe("columns and headings", () => {
  it("sort by a click on a period, then the other way, then as usual", async () => {
    await openGrid(page, GRID);
    const first = () => rowOf(page, "").first().innerText();
    const usual = await first();
    await page.getByRole("button", { name: "Sort by 2026Q1" }).click();
    await page.waitForURL(/sort=2026-01-01/);
    await page.getByRole("button", { name: /2026Q1, sorted ascending/ }).click();
    await page.waitForURL(/order=down/);
    await page.getByRole("button", { name: /2026Q1, sorted descending/ }).click();
    await page.waitForURL((url) => !url.search.includes("sort="));
    await expect.poll(first).toBe(usual);
  });

  it("filter by the menu of a dimension", async () => {
    await openGrid(page, WHOLE);
    await page.getByRole("button", { name: /^Supplier.*sort and filter/ }).click();
    await page.getByRole("button", { name: "Micron", exact: true }).click();
    await page.waitForURL(/by_supplier=micron/);
    await page.getByText("Supplier: Micron").waitFor();
    expect(await rowOf(page, "Samsung").count()).toBe(0);
  });

  it("hide and freeze periods by the menu of the column, draw widths, and come back", async () => {
    await openGrid(page, GRID);
    await click("Micron", "2026Q2");
    await press("Alt+ArrowDown");
    await page.getByRole("button", { name: "Hide this column" }).click();
    await page.locator(".dsg-row-header").getByText("2026Q2").waitFor({ state: "detached" });
    await openGrid(page, GRID);
    expect(await page.locator(".dsg-row-header").getByText("2026Q2").count()).toBe(0);
    await page.getByRole("button", { name: "Show 1 hidden column" }).click();
    await page.locator(".dsg-row-header").getByText("2026Q2").waitFor();

    await click("Micron", "2026Q1");
    await press("Alt+ArrowDown");
    await page.getByRole("button", { name: "Freeze beside the names" }).click();
    await page.locator(".dsg-row-header .dsg-cell-gutter").getByText("2026Q1").waitFor();

    const wide = async () => (await (await cellOf(page, "Micron", "2026Q4")).boundingBox())?.width ?? 0;
    const before = await wide();
    const grip = await page.locator('[data-period="2026-10-01"] [data-grip]').boundingBox();
    if (!grip) throw new Error("no edge to draw");
    await page.mouse.move(grip.x + 4, grip.y + 8);
    await page.mouse.down();
    await page.mouse.move(grip.x + 64, grip.y + 8, { steps: 4 });
    await page.mouse.up();
    await expect.poll(wide).toBeGreaterThan(before + 40);
    await page.getByRole("button", { name: "Reset columns" }).click();
    await expect.poll(wide).toBe(before);
  });

  it("complain of nothing in the browser's console", () => {
    expect(complaints).toEqual([]);
  });
});
