import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { violationsOn } from "../setup/accessibility";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { cellOf, openGrid, pasteAt, rowOf, savedGrid, typeInto } from "../setup/grid-page";

// Few columns, so that all of them are in sight: the sheet draws no others.
const NARROW = "from=2025-10-01&hide_publisher=1&hide_generation=1&hide_customer=1";
const GRID = `/studio/hbm-share?words=counterpoint+revenue&by_basis=revenue&${NARROW}`;
const MANY = 200_000;
let db: Database;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

async function analyst(name: string): Promise<{ email: string; password: string }> {
  const account = { email: `${name}@grid.test`, password: "a password of the tests" };
  const house = await ensureOrganisation(db, "grid-house", "Constructed house of the grid");
  await grantEntitlement(db, house, "*");
  await setMember(db, house, await createPerson(db, { ...account, name }), "analyst");
  return account;
}

function watch(one: Page): Page {
  one.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  one.on("pageerror", (error) => complaints.push(String(error)));
  return one;
}

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  context = await newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  await signIn(context, await analyst("ada"));
  page = watch(await context.newPage());
});
afterAll(async () => {
  await context.close();
  await db.close();
});

const open = (on: Page, where = GRID): Promise<void> => openGrid(on, where);

const drafted = () =>
  db.sql<{ series: string; period: string; value: number | null; status: string; source: string | null }[]>`
    select series, period, value, status, source from draft_cell join draft on draft.id = draft_id
    join person on person.id = draft.author_id where person.email = 'ada@grid.test' order by series, period`;

describe("the grid", () => {
  it("takes what is typed, says at once what it cannot take, and keeps what was published in sight", async () => {
    await open(page);
    await typeInto(page, "Micron", "2026Q2", "22.5E");
    await savedGrid(page);
    const cell = await cellOf(page, "Micron", "2026Q2");
    expect(await cell.innerText()).toMatch(/22\.5\s*E/);
    await (await cellOf(page, "Micron", "2026Q3")).click();
    await page.keyboard.type("45 MW");
    await page.getByText("“45 MW”: it is in “MW”; Share, quarterly is kept in %").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.type("105");
    await page.getByText("105 is above 100 %, the most that can be").first().waitFor();
    await page.keyboard.press("Escape");
    expect(await drafted()).toMatchObject([{ period: "2026-04-01", value: 22.5, status: "E", source: null }]);
    await page.getByText("1 without a source").waitFor();
  });

  it("stamps a selection with a source found by its words, and a new one entered in passing", async () => {
    await (await cellOf(page, "Micron", "2026Q2")).click();
    const stamp = page.getByRole("region", { name: "Source of what you enter" });
    await stamp.getByRole("button", { name: "New source" }).click();
    const form = page.getByRole("form", { name: "New source" });
    await form.getByLabel("Title").fill("Constructed tracker, third quarter");
    await form.getByLabel("Publisher").fill("Constructed house");
    await form.getByRole("button", { name: "Add and use" }).click();
    await form.waitFor({ state: "detached" });
    await stamp.getByRole("button", { name: "Apply to 1 selected" }).click();
    await page.getByText("without a source").waitFor({ state: "detached" });
    await expect.poll(async () => (await drafted())[0]?.source).toMatch(/^constructed-house-constructed-tracker/);
    const cell = page.getByRole("region", { name: "Selected cell" });
    await cell.getByText("History of this cell").click();
    await cell.getByRole("link", { name: "Restore one of these" }).waitFor();
    expect(await cell.getByRole("listitem").count()).toBeGreaterThanOrEqual(2);
  });

  it("pastes a block with names and periods, new rows too, and tells what it did not understand", async () => {
    const block = [
      "Supplier\t2Q26\t3Q26",
      "SK hynix\t58\t57%",
      "Samsung\t19\tn/a",
      "Kioxia\t1\t1",
      "Micron\t21\tabout",
    ];
    await pasteAt(page, "Micron", "2026Q2", block.join("\n"));
    const report = page.getByRole("status", { name: "What was pasted" });
    await report.waitFor();
    expect(await report.innerText()).toContain("“Kioxia” is no Supplier that is known");
    expect(await report.innerText()).toContain("“about” is no number");
    await savedGrid(page);
    await expect.poll(async () => (await drafted()).filter((one) => one.value === 57)).toHaveLength(1);

    await pasteAt(page, "Micron", "2026Q2", "Supplier\tBasis\t3Q26\nSK hynix\tBits\t60\nMicron\tBits\t21");
    await page.getByText("2 rows are new").waitFor();
    await expect.poll(async () => (await drafted()).filter((one) => one.series.includes(".BITS."))).toHaveLength(2);
    // They are not what the filter asks for, and stay in sight all the same.
    await rowOf(page, "Bits").nth(1).waitFor();
    await rowOf(page, "Bits").first().getByText("new").waitFor();
  });

  it("undoes and does again, also what was done before it was opened", async () => {
    const before = (await drafted()).length;
    await open(page);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await drafted()).length).toBe(before - 2);
    await (await cellOf(page, "Micron", "2026Q2")).click();
    await page.keyboard.press("ControlOrMeta+y");
    await expect.poll(async () => (await drafted()).length).toBe(before);
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(async () => (await drafted()).length).toBe(before - 2);
  });

  it("fills down and right, and by the handle", async () => {
    await open(page);
    await typeInto(page, "Micron", "2026Q4", "20");
    await savedGrid(page);
    await (await cellOf(page, "Micron", "2026Q4")).click();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("ControlOrMeta+r");
    await expect.poll(async () => (await drafted()).filter((one) => one.value === 20)).toHaveLength(2);
    const from = await (await cellOf(page, "Micron", "2027Q1")).boundingBox();
    await (await cellOf(page, "Micron", "2027Q1")).click();
    const handle = await page.locator(".dsg-expand-rows-indicator").boundingBox();
    if (!handle || !from) throw new Error("no handle to draw");
    await page.mouse.move(handle.x + 4, handle.y + 4);
    await page.mouse.down();
    await page.mouse.move(handle.x - 20, handle.y + from.height, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await drafted()).filter((one) => one.value === 20)).toHaveLength(3);
  });

  it("withdraws what is published by Delete, and takes that back by Delete", async () => {
    await open(page, `/studio/hbm-share?words=chaobro&${NARROW}`);
    await (await cellOf(page, "Micron", "2026Q1")).click();
    await page.keyboard.press("Delete");
    await expect.poll(async () => (await drafted()).filter((one) => one.status === "W")).toHaveLength(1);
    await page.keyboard.press("Delete");
    await expect.poll(async () => (await drafted()).filter((one) => one.status === "W")).toHaveLength(0);
  });
});

describe("two tabs and a bad day", () => {
  it("tells the second tab that the first was faster, with both values, and overwrites nothing", async () => {
    await open(page);
    const other = watch(await context.newPage());
    await open(other);
    await typeInto(page, "Samsung", "2026Q4", "17");
    await savedGrid(page);
    await typeInto(other, "Samsung", "2026Q4", "18");
    await other.keyboard.press("ArrowUp");
    const choice = other.getByRole("region", { name: "Selected cell" }).getByRole("alert");
    await choice.waitFor();
    expect(await choice.innerText()).toMatch(/Yours\s+18%[\s\S]+Theirs\s+17%/);
    const at = async () =>
      (await drafted()).find((one) => one.series.includes("SAMSUNG") && one.period === "2026-10-01");
    expect((await at())?.value).toBe(17);
    await choice.getByRole("button", { name: "Keep mine" }).click();
    await expect.poll(async () => (await at())?.value).toBe(18);
    await other.close();
  });

  it("shows what a colleague's draft has for a cell, and the colleague sees ours", async () => {
    const theirs = await newContext();
    await signIn(theirs, await analyst("ben"));
    const tab = watch(await theirs.newPage());
    await open(tab);
    await typeInto(tab, "Samsung", "2026Q4", "33");
    await savedGrid(tab);
    await tab.keyboard.press("ArrowUp");
    const others = (on: Page) => on.getByRole("list", { name: "Other drafts" }).innerText();
    expect(await others(tab)).toMatch(/ada proposes 18%/);
    await open(page);
    await (await cellOf(page, "Samsung", "2026Q4")).click();
    expect(await others(page)).toMatch(/ben proposes 33%/);
    await theirs.close();
  });

  it("keeps edits when the session has ended, and sends them after signing in again", async () => {
    await open(page);
    await context.clearCookies();
    await typeInto(page, "SK hynix", "2026Q4", "56");
    await page.getByText("signed out, 1 edit kept here").waitFor();
    await page.getByText("Your session has ended. 1 edit is kept in this browser").waitFor();
    await page.close();
    await signIn(context, { email: "ada@grid.test", password: "a password of the tests" });
    page = watch(await context.newPage());
    await open(page);
    await expect.poll(async () => (await drafted()).some((one) => one.value === 56)).toBe(true);
  });

  it("waits while the network is away, and goes on by itself", async () => {
    await context.setOffline(true);
    await typeInto(page, "SK hynix", "2027Q1", "55");
    await page.getByText("offline, 1 edit kept here").waitFor();
    await context.setOffline(false);
    await savedGrid(page);
    expect((await drafted()).some((one) => one.value === 55)).toBe(true);
  });
});

describe("a slow network", () => {
  it("holds up nobody: what is typed meanwhile waits its turn, and arrives once", async () => {
    await open(page);
    const held: (() => void)[] = [];
    let slow = true;
    await page.route("**/api/studio/edits", async (route) => {
      if (slow) await new Promise<void>((resolve) => held.push(resolve));
      await route.continue();
    });
    await typeInto(page, "SK hynix", "2026Q4", "51");
    await expect.poll(() => held.length).toBe(1);
    await typeInto(page, "Micron", "2026Q4", "24");
    await typeInto(page, "SK hynix", "2026Q4", "52");
    await page.getByText("saving…").first().waitFor();
    expect((await drafted()).some((one) => one.value === 51 || one.value === 24)).toBe(false);
    slow = false;
    held[0]?.();
    await savedGrid(page);
    await page.unroute("**/api/studio/edits");
    const values = (await drafted()).filter((one) => one.period === "2026-10-01").map((one) => one.value);
    expect(values).toEqual(expect.arrayContaining([24, 52]));
    expect(values).not.toContain(51);
  });
});

describe("the page", () => {
  it("scrolls through two hundred thousand rows without asking for all of them", async () => {
    // Series without a value: no reader sees them.
    await db.sql`
      insert into series (code, dataset, measure, dims, title, unit, frequency, change_set_id)
      select 'TOKEN_PRICE.CONSTRUCTED.N' || n || '.INPUT.HALFPITCH', 'token-prices', 'price',
        jsonb_build_object('provider', 'constructed', 'model', 'n' || n, 'kind', 'input', 'publisher', 'halfpitch'),
        'Constructed ' || lpad(n::text, 6, '0'), 'USD/Mtoken', 'day', (select min(id) from change_set)
      from generate_series(1, ${MANY}) n`;
    const asked: string[] = [];
    const count = (request: { url: () => string }) =>
      request.url().includes("/api/studio/grid") && asked.push(request.url());
    page.on("request", count);
    await open(page, "/studio/token-prices?words=constructed");
    const sheet = page.locator(".dsg-container");
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await sheet.evaluate((one, at) => one.scrollTo({ top: one.scrollHeight * at }), part);
      await page.locator(".dsg-row").nth(5).waitFor();
    }
    await page.locator('[title^="Constructed 200000"]').waitFor();
    expect(asked.length).toBeLessThan(12);
    page.off("request", count);
  });

  it("fits a phone, and keeps the rules of accessibility in light and dark", async () => {
    for (const [width, scheme] of [
      [1440, "light"],
      [390, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await open(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `at ${width}`).toBeLessThanOrEqual(0);
      expect(await violationsOn(page)).toEqual([]);
    }
  });

  it("is edited by tap on a phone", async () => {
    await open(page, "/studio/hbm-share?words=counterpoint+revenue&by_basis=revenue&from=2026-01-01&to=2026-04-01");
    await (await cellOf(page, "Micron", "2026Q1")).click();
    const form = page.getByRole("form", { name: "Value of the selected cell" });
    await form.getByLabel("Value").fill("23");
    await form.getByRole("button", { name: "Enter" }).click();
    await expect.poll(async () => (await drafted()).some((one) => one.value === 23)).toBe(true);
  });

  it("complains of nothing in the browser's console but of lost connections and sessions", () => {
    const expected =
      /Failed to load resource: (?:net::ERR_INTERNET_DISCONNECTED|the server responded with a status of 401)/;
    expect(complaints.filter((one) => !expected.test(one))).toEqual([]);
  });
});
