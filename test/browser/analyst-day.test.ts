import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";
import { analystOf, cellOf, openGrid, previewAt, savedGrid, typeInto } from "../setup/grid-page";

// A day of somebody who lives in a spreadsheet, on the real pages, with a colleague beside them.
const NARROW = "from=2025-10-01&hide_publisher=1&hide_generation=1&hide_customer=1";
const GRID = `/studio/hbm-share?words=counterpoint+revenue&by_basis=revenue&${NARROW}`;
const SOON = { timeout: 20_000 };
const contexts: BrowserContext[] = [];
const complaints: string[] = [];
let db: Database;
let ines: Page;
let jon: Page;
let email = "";

async function pageOf(name: string): Promise<Page> {
  const account = await analystOf(db, "day", name);
  if (name === "ines") ({ email } = account);
  const context = await newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  contexts.push(context);
  await signIn(context, account);
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return page;
}

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  [ines, jon] = [await pageOf("ines"), await pageOf("jon")];
});
afterAll(async () => {
  await Promise.all(contexts.map((one) => one.close()));
  await db.close();
});

const preview = () => ines.getByRole("dialog", { name: "About to be pasted" });
const drafted = async (dataset: string): Promise<Record<string, [number, string]>> => {
  const rows = await db.sql<{ series: string; period: string; value: number; status: string }[]>`
    select series, period, value, draft_cell.status from draft_cell join draft on draft.id = draft_id
    join person on person.id = draft.author_id
    where person.email = ${email} and draft.state = 'draft' and draft.dataset = ${dataset} order by series, period`;
  return Object.fromEntries(rows.map((one) => [`${one.series.split(".")[1]} ${one.period}`, [one.value, one.status]]));
};
const write = async () => {
  await preview()
    .getByRole("button", { name: /^Write / })
    .click();
  await preview().waitFor({ state: "detached" });
  await savedGrid(ines);
};

describe("a day as an analyst", () => {
  it("begins with a block under a title, whose wrong name is mended where it stands", async () => {
    await openGrid(jon, GRID);
    await openGrid(ines, GRID);
    const block = [
      "Counterpoint, HBM revenue share, read on 24 November",
      "",
      "\t1Q26¹\t2Q26 (prelim.)",
      "SK hynix\t57.4%\t58.2%",
      "Samsnug\t22.1%\t19.9%",
      "",
      "Source: Counterpoint",
    ].join("\n");
    await previewAt(ines, "Micron", "2026Q3", block);
    await preview().getByRole("button", { name: "Use Samsung", exact: true }).click();
    await preview()
      .getByText(/^2 rows; 2 periods/)
      .waitFor();
    await write();
    const values = await drafted("hbm-share");
    expect(Object.fromEntries(Object.entries(values).map(([key, [value]]) => [key, value]))).toEqual({
      "SAMSUNG 2026-01-01": 22.1,
      "SAMSUNG 2026-04-01": 19.9,
      "SK_HYNIX 2026-01-01": 57.4,
      "SK_HYNIX 2026-04-01": 58.2,
    });
  });

  it("is seen by the colleague in the same grid, who loads nothing anew", async () => {
    const cell = await cellOf(jon, "Samsung", "2026Q2");
    await cell.getByText("◆").waitFor(SOON);
    expect(await cell.locator("[title]").getAttribute("title")).toMatch(/ines proposes 19.9\s?%/);
  });

  it("goes on with quarters down and names across, over what was entered before", async () => {
    await previewAt(ines, "Micron", "2026Q3", "\tSK hynix\tSamsung\nQ1 2026\t57\t22.5\nQ2 2026\t58\t19.5");
    await write();
    const values = await drafted("hbm-share");
    expect([values["SK_HYNIX 2026-01-01"]?.[0], values["SAMSUNG 2026-04-01"]?.[0]]).toEqual([57, 19.5]);
  });

  it("types a fiscal quarter that nobody had, whose days follow from those before it", async () => {
    await openGrid(
      ines,
      "/studio/company-financials?words=nvidia&by_line=net-income&by_basis=reported&from=2026-01-01",
    );
    await typeInto(ines, "NVIDIA", "2026Q3", "16.1bn");
    await savedGrid(ines);
    expect(await drafted("company-financials")).toEqual({ "NVIDIA 2026-07-27": [16_100_000_000, "A"] });
  });

  it("pastes ten thousand values at once, none of them actual before its time", async () => {
    await openGrid(ines, GRID);
    const rows = ["SK hynix", "Samsung", "Micron"].flatMap((supplier) =>
      ["Revenue", "Bits", "Shipments", "Capacity", "Basis not stated"].flatMap((basis) =>
        ["All", "HBM2E", "HBM3", "HBM3E", "HBM4", "HBM4E"].flatMap((generation) =>
          ["All", "NVIDIA", "Google"].map((customer) => [supplier, "Counterpoint", basis, generation, customer]),
        ),
      ),
    );
    const periods = Array.from({ length: 40 }, (_, at) => `Q${(at % 4) + 1} ${2028 + Math.floor(at / 4)}`);
    const lines = rows.slice(0, 250).map((row, at) => [...row, ...periods.map((_, n) => 1 + ((at + n) % 20))]);
    const block = [["Supplier", "Publisher", "Basis", "Generation", "Customer", ...periods], ...lines];
    await previewAt(ines, "Micron", "2026Q3", block.map((line) => line.join("\t")).join("\n"));
    await preview().getByRole("button", { name: "Write 10,000 values" }).waitFor();
    await write();
    const [counts] = await db.sql<{ cells: number; early: number }[]>`
      select count(*)::int as cells, (count(*) filter (where draft_cell.status = 'A'))::int as early
      from draft_cell join draft on draft.id = draft_id join person on person.id = draft.author_id
      where person.email = ${email} and draft.dataset = 'hbm-share' and draft_cell.period >= '2028-01-01'`;
    expect(counts).toEqual({ cells: 10_000, early: 0 });
  });

  it("throws the draft away after being asked, and gets all of it back", async () => {
    await ines.getByRole("link", { name: /^Your draft: [\d,]+ values$/ }).click();
    await ines.getByRole("heading", { level: 1, name: /is being edited/ }).waitFor();
    expect(await ines.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(6000);
    await ines.getByRole("link", { name: "Discard this draft…" }).click();
    const asks = ines.getByRole("dialog", { name: /Discard draft \d+ with 10,004 values\?/ });
    await asks.getByRole("button", { name: "Discard it" }).click();
    await ines.getByRole("heading", { level: 1, name: /was discarded/ }).waitFor();
    expect(await drafted("hbm-share")).toEqual({});
    await ines.goto("/studio");
    const row = ines.getByRole("region", { name: "Discarded by you" }).getByRole("row", { name: /10,004 values/ });
    await row.getByRole("button", { name: "Restore" }).click();
    await ines.getByRole("heading", { level: 1, name: /is being edited/ }).waitFor();
    expect((await drafted("hbm-share"))["SAMSUNG 2026-04-01"]?.[0]).toBe(19.5);
    expect(complaints).toEqual([]);
  });
});
