import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { violationsOn } from "../setup/accessibility";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { openGrid, previewAt, savedGrid, typeInto } from "../setup/grid-page";

const NARROW = "from=2025-10-01&hide_publisher=1&hide_generation=1&hide_customer=1";
const GRID = `/studio/hbm-share?words=counterpoint+revenue&by_basis=revenue&${NARROW}`;
const ACCOUNT = { email: "pia@paste.test", password: "a password of the tests" };
let db: Database;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  const house = await ensureOrganisation(db, "paste-house", "Constructed house of pasting");
  await grantEntitlement(db, house, "*");
  await setMember(db, house, await createPerson(db, { ...ACCOUNT, name: "pia" }), "analyst");
  context = await newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  await signIn(context, ACCOUNT);
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await context.close();
  await db.close();
});

const drafted = () =>
  db.sql<{ series: string; period: string; value: number | null; status: string; end: string | null }[]>`
    select series, period, value, status, period_end as end from draft_cell join draft on draft.id = draft_id
    join person on person.id = draft.author_id where person.email = ${ACCOUNT.email} order by series, period`;

const preview = () => page.getByRole("dialog", { name: "About to be pasted" });

describe("a paste with headings", () => {
  const block = [
    "HBM revenue share, third-party estimates",
    "",
    "Supplier\t1Q26\t2Q26",
    "SK hynix\t57.5\t58.5",
    "Samsng\t22.5\t19.5",
    "Kioxia\t1\t1",
    "Total\t100\t100",
    "Source: a house",
  ].join("\n");

  it("is shown before it is written: rows, periods, what is replaced, what is left out and why", async () => {
    await openGrid(page, GRID);
    await previewAt(page, "Micron", "2026Q2", block);
    const text = await preview().innerText();
    expect(text).toMatch(/1 row; 2 periods, 2026Q1 to 2026Q2: /);
    expect(text).toContain("published values replaced");
    expect(text).toMatch(/2 rows are not understood/);
    expect(text).toContain("“Samsng” is no Supplier that is known; near it: Samsung");
    expect(text).toContain("is a total of other rows and not taken");
    expect(text).toContain("stands above the headings and holds no values");
    expect(await violationsOn(page)).toEqual([]);
  });

  it("changes nothing at Escape", async () => {
    await page.keyboard.press("Escape");
    await preview().waitFor({ state: "detached" });
    expect(await drafted()).toEqual([]);
  });

  it("has a wrong name mended in place, another row skipped, and is written at Enter", async () => {
    await previewAt(page, "Micron", "2026Q2", block);
    await preview().getByRole("button", { name: "Use Samsung", exact: true }).click();
    await preview()
      .getByText(/^2 rows; 2 periods/)
      .waitFor();
    await preview().getByRole("button", { name: "Skip", exact: true }).click();
    await preview().getByText("is left out, as you said").waitFor();
    await preview().getByRole("button", { name: "Write 4 values" }).waitFor();
    await preview().getByRole("region", { name: "What will be pasted" }).focus();
    await page.keyboard.press("Enter");
    await preview().waitFor({ state: "detached" });
    await savedGrid(page);
    const values = (await drafted()).map((one) => [one.series.split(".")[1], one.period, one.value]);
    expect(values).toEqual([
      ["SAMSUNG", "2026-01-01", 22.5],
      ["SAMSUNG", "2026-04-01", 19.5],
      ["SK_HYNIX", "2026-01-01", 57.5],
      ["SK_HYNIX", "2026-04-01", 58.5],
    ]);
  });
});

describe("a paste that leaves something open", () => {
  it("is placed with quarters down and names across, its fractions asked about", async () => {
    await previewAt(page, "Micron", "2026Q2", "\tSK hynix\tSamsung\nQ1 2026\t0.57\t0.22\nQ2 2026\t0.58\t0.19");
    const write = preview().getByRole("button", { name: "Write 4 values" });
    expect(await write.isDisabled()).toBe(true);
    await preview().getByLabel("0.57 is 57%", { exact: true }).check();
    await expect.poll(() => write.isEnabled()).toBe(true);
    await write.click();
    await savedGrid(page);
    await expect
      .poll(async () => (await drafted()).map((one) => one.value).toSorted((a, b) => (a ?? 0) - (b ?? 0)))
      .toEqual([19, 22, 57, 58]);
  });

  it("never becomes actual before its period is over, and says so", async () => {
    await previewAt(page, "Micron", "2026Q2", "\tQ4 2026\tQ1 2027\nMicron\t20\t21");
    expect(await preview().innerText()).toMatch(/2 (?:estimate|forecast), /);
    await page.keyboard.press("Escape");
  });

  it("goes in at once where numbers lie where they are pasted, over nothing published", async () => {
    const before = (await drafted()).length;
    await previewAt(page, "Micron", "2026Q4", "20\t21", false);
    await expect.poll(async () => (await drafted()).length).toBe(before + 2);
    expect((await drafted()).filter((one) => one.series.includes("MICRON")).map((one) => one.status)).not.toContain(
      "A",
    );
  });
});

describe("a fiscal quarter", () => {
  it("is typed, and its days come from the rhythm of those before", async () => {
    await openGrid(
      page,
      "/studio/company-financials?words=nvidia&by_line=net-income&by_basis=reported&from=2026-01-01",
    );
    await typeInto(page, "NVIDIA", "2026Q3", "15.9bn");
    await savedGrid(page);
    const row = (await drafted()).find((one) => one.series.startsWith("FINANCIALS.NVIDIA.NET_INCOME"));
    expect(row).toMatchObject({ period: "2026-07-27", end: "2026-10-25", value: 15_900_000_000 });
  });
});

describe("the preview", () => {
  it("fits a phone, in light and dark, and keeps the rules of accessibility", async () => {
    for (const [width, scheme] of [
      [1366, "light"],
      [390, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme: scheme });
      await openGrid(
        page,
        `/studio/hbm-share?words=counterpoint+revenue&by_basis=revenue&from=2026-01-01&to=2026-07-01`,
      );
      await previewAt(page, "Micron", "2026Q1", "\t01/01/2026\t01/04/2026\nSK hynix\t0.57\t0.5\nKioxia\t0.2\t0.3");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide, `at ${width}`).toBeLessThanOrEqual(0);
      const box = await preview().boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 9999) <= width).toBe(true);
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });

  it("complains of nothing in the browser's console", () => {
    expect(complaints).toEqual([]);
  });
});
