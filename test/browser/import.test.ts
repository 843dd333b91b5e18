import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { violationsOn } from "../setup/accessibility";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { oneSheet } from "../setup/workbook";

let db: Database;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

const FILE = [
  "Constructed for a test;;;;",
  "Vendor;2031Q1;2031Q2;4Q31E;Remarks",
  "SK hynix;57,5;56,0;52;",
  "Micon;20,4;20,6;21;misspelt",
  "Samsung;22,1;123,4;27;",
].join("\r\n");

const quarter = (at: number) => `${1990 + Math.floor(at / 4)}Q${(at % 4) + 1}`;

/** A thousand rows that fail for three causes, one of them in two of its cells. */
const MANY = [
  "Vendor,Publisher,Basis,Quarter,Share",
  ...Array.from({ length: 400 }, (_, at) => `Micon,TrendForce,revenue,${quarter(at)},20`),
  ...Array.from({ length: 200 }, (_, at) => `Samsung,Getdeploying,revenue,${quarter(at)},30`),
  ...Array.from({ length: 399 }, (_, at) => `SK hynix,TrendForce,revenue,${quarter(at)},${200 + at}`),
  "Micon,Getdeploying,revenue,2031Q3,20",
].join("\n");

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  context = await newContext();
  await signIn(context, "analyst");
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await context.close();
  await db.close();
});

async function expectFits(where: string): Promise<void> {
  for (const width of [390, 1366, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${where} at ${width}`).toBeLessThanOrEqual(0);
  }
  expect(await violationsOn(page), where).toEqual([]);
}

const told = (words: string | RegExp) => page.getByRole("status").filter({ hasText: words }).first();

describe("an import", () => {
  it("refuses what is no table, by name, and keeps nothing", async () => {
    await page.goto("/studio/hbm-share/import");
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "page.xls", mimeType: "text/plain", buffer: Buffer.from("<html><table></table></html>") });
    await page.getByText("page.xls is a web page, whatever its name says").waitFor();
    expect(await db.sql`select 1 from upload where name = 'page.xls'`).toEqual([]);
    complaints.splice(0);
  });

  it("reads the file, asks what it does not say, and keeps what was chosen", async () => {
    await page.goto("/studio/hbm-share/import");
    await expectFits("file");
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "hbm.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
    await page.getByRole("radio", { name: "2", exact: true }).waitFor();
    expect(await page.getByRole("radio", { name: "2", exact: true }).isChecked()).toBe(true);
    await expectFits("table");
    await page.getByRole("button", { name: "Go on to the columns" }).click();
    await page.getByLabel("Vendor is").waitFor();
    expect(await page.getByLabel("Vendor is").inputValue()).toBe("dimension:supplier");
    await expectFits("columns");
    await page.locator("select[name=status]").selectOption("F");
    await page.getByRole("button", { name: "Check the rows" }).click();
    await page.getByText("Nothing says the Publisher.").waitFor();
    expect(await page.locator("select[name=status]").inputValue()).toBe("F");
    await page.locator('input[name="fixed:publisher"]').fill("TrendForce");
    await page.getByLabel("Basis").selectOption("revenue");
    await page.getByText("The source is not there yet").click();
    await page.locator('input[name="new-publisher"]').fill("TrendForce");
    await page.locator('input[name="new-title"]').fill("Constructed tracker");
    await page.getByRole("button", { name: "Check the rows" }).click();
    await told("3 rows: 5 values change something, 0 stand already, 2 places in 2 rows are rejected.").waitFor();
    await page.reload();
    await told("3 rows: 5 values change something").waitFor();
    expect(complaints).toEqual([]);
  });

  it("lets two rejected cells be corrected where they stand, and puts everything into the draft", async () => {
    await expectFits("check");
    await page.getByRole("heading", { name: "2 places in 2 rows rejected, for 2 causes" }).waitFor();
    const reason = (words: string) => page.getByRole("cell", { name: words });
    expect(await reason("there is no Supplier called “Micon”; near it: “Micron”").count()).toBe(1);
    expect(await reason("123.4 is above 100 %, the most that can be").count()).toBe(1);
    await page.getByLabel("Line 4, Vendor").fill("Micron");
    await page.getByLabel("Line 5, 2031Q2").fill("23,4");
    await page.getByLabel("Line 5, 2031Q2").press("Enter");
    await told("3 rows: 9 values change something, 0 stand already, nothing is rejected.").waitFor();
    await page.getByRole("button", { name: "Put 9 values into the draft" }).click();
    await page.getByText("9 values of hbm.csv went into draft").waitFor();
    const rows = await db.sql<{ period: string; value: number; status: string; source: string }[]>`
      select c.period, c.value, c.status, c.source from draft_cell c join draft d on d.id = c.draft_id
      where d.state = 'draft' and c.series like 'HBM_SHARE.SAMSUNG.TRENDFORCE.REVENUE.%' and c.period >= '2031-01-01' order by c.period`;
    expect(rows).toMatchObject([
      { period: "2031-01-01", value: 22.1, status: "F", source: "trendforce-constructed-tracker" },
      { period: "2031-04-01", value: 23.4, status: "F" },
      { period: "2031-10-01", value: 27, status: "E" },
    ]);
    await page.reload();
    await told("3 rows: 0 values change something, 9 stand already").waitFor();
    expect(await page.getByText("9 values of hbm.csv went into draft").count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("is repaired by cause: one act for all that fail alike, taken back, a new name added, the rest left out", async () => {
    await page.goto("/studio/hbm-share/import");
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "many.csv", mimeType: "text/csv", buffer: Buffer.from(MANY) });
    await page.getByRole("button", { name: "Go on to the columns" }).click();
    await page.locator("select[name=status]").selectOption("F");
    if ((await page.locator('input[name="source"]').inputValue()) === "") {
      await page.getByText("The source is not there yet").click();
      await page.locator('input[name="new-publisher"]').fill("TrendForce");
      await page.locator('input[name="new-title"]').fill("Constructed forecast");
    }
    await page.getByRole("button", { name: "Check the rows" }).click();
    await page.getByRole("heading", { name: "1,001 places in 1,000 rows rejected, for 3 causes" }).waitFor();
    await expectFits("groups");
    const list = await page.locator("section[aria-labelledby=rejected]").boundingBox();
    expect(list?.height).toBeLessThan(600);
    await page.getByRole("button", { name: "Use Micron" }).click();
    await page.getByRole("heading", { name: "600 places in 600 rows rejected, for 2 causes" }).waitFor();
    await page.getByText("Vendor: “Micon” is “Micron” everywhere").waitFor();
    await page.getByRole("button", { name: /^Undo: Vendor: “Micon”/ }).click();
    await page.getByRole("heading", { name: "1,001 places in 1,000 rows rejected, for 3 causes" }).waitFor();
    await page.getByRole("button", { name: "Use Micron" }).click();
    await page.getByRole("button", { name: "Add as publisher" }).click();
    // A publisher by now, and the source is another one's: that is asked once for all of its rows.
    await page.getByRole("heading", { name: "600 places in 600 rows rejected, for 2 causes" }).waitFor();
    await page
      .getByText(/source is “TrendForce”, and the series is that of “Getdeploying”/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "It passes them on: take it" }).click();
    await page.getByRole("heading", { name: "399 places in 399 rows rejected, for 1 cause" }).waitFor();
    await page.getByRole("button", { name: "Leave all out" }).press("Enter");
    await told(/nothing is rejected\.$/).waitFor();
    await page.getByText("Publisher: “Getdeploying” is added to your draft").waitFor();
    const added = await db.sql<{ name: string }[]>`
      select i.proposal->>'name' as name from draft_item i join draft d on d.id = i.draft_id
      where d.state = 'draft' and i.kind = 'entity' and i.key = 'publisher/getdeploying'`;
    expect(added).toEqual([{ name: "Getdeploying" }]);
    await page.getByText(/^Not taken: /).waitFor();
    await page.getByRole("button", { name: /^Undo: Publisher: “Getdeploying”/ }).click();
    await told(/rejected\.$/).waitFor();
    expect(complaints).toEqual([]);
  });

  it("asks in which encoding a text is, and what hidden rows of a sheet are for, before anything is judged", async () => {
    await page.goto("/studio/hbm-share/import");
    const korean = Buffer.concat([
      Buffer.from("Vendor,Publisher,Basis,Quarter,Share,Note\nSamsung,TrendForce,revenue,2031Q4,30,"),
      Buffer.from([0xbd, 0xc3, 0xc7, 0xe8]),
      Buffer.from("\n"),
    ]);
    await page.getByLabel("Choose a file").setInputFiles({ name: "kr.csv", mimeType: "text/csv", buffer: korean });
    const question = page.getByRole("form", { name: "Encoding of the file" });
    await question.waitFor();
    expect(await question.getByRole("radio", { name: "시험 · CP949, EUC-KR (Korean) (likely)" }).isChecked()).toBe(
      true,
    );
    await expectFits("encoding");
    await question.getByRole("button", { name: "Read it so" }).click();
    await page.getByRole("cell", { name: "시험" }).waitFor();
    expect(await question.count()).toBe(0);

    await page.goto("/studio/hbm-share/import");
    const head = ["Vendor", "Publisher", "Basis", "Quarter", "Share"];
    const row = (quarter: string, share: number) => ["Samsung", "TrendForce", "revenue", quarter, share];
    const sheet = oneSheet([head, row("2032Q1", 31), row("2032Q2", 32)], { attributes: { 3: 'hidden="1"' } });
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "hidden.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(sheet) });
    await page.getByText("3 (hidden)").waitFor();
    await page.getByRole("button", { name: "Go on to the columns" }).click();
    await page.locator("select[name=status]").selectOption("F");
    await page.getByRole("button", { name: "Check the rows" }).click();
    await told("1 row (line 3): Samsung · TrendForce · revenue · 2032Q2 is hidden in the sheet.").waitFor();
    await expectFits("hidden");
    await page.getByRole("radio", { name: /^Leave it out/ }).press("Space");
    await page.getByRole("button", { name: "Check the rows" }).press("Enter");
    await told("2 rows: 1 value changes something, 0 stand already, nothing is rejected.").waitFor();
    await page.getByRole("cell", { name: "hidden in the sheet" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("is closed to subscribers, and to pages of others", async () => {
    const other = await newContext();
    await signIn(other, "subscriber");
    const theirs = await other.newPage();
    await theirs.goto("/studio/hbm-share/import");
    expect(await theirs.getByText("This needs the role analyst.").count()).toBe(1);
    await other.close();
    const answer = await context.request.post("/api/studio/import?dataset=hbm-share&name=a.csv", {
      data: Buffer.from("a,b\n1,2\n"),
      headers: { "sec-fetch-site": "cross-site", "content-type": "application/octet-stream" },
    });
    expect(answer.status()).toBe(403);
  });
});
