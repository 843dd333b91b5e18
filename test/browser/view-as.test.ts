import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import type { Role } from "@/lib/access/viewer";
import { violationsOn } from "../setup/accessibility";
import { newContext, signIn, siteDatabaseUrl } from "../setup/browser";

const SERIES = "HBM_SHARE.SK_HYNIX.COUNTERPOINT.REVENUE.ALL.ALL.QUARTER";
const PASSWORD = "a password of the tests";
const people: Record<string, string> = {};
const complaints: string[] = [];
let db: Database;
let context: BrowserContext;
let page: Page;

/** People of this test's own, so that whose role it changes is nobody else's. */
async function make(house: number, name: string, role: Role): Promise<void> {
  const email = `${name.toLowerCase()}@office.example.com`;
  const id = await createPerson(db, { email, name, password: PASSWORD });
  await setMember(db, house, id, role);
  people[name] = id;
}

async function viewAs(name: string): Promise<void> {
  await page.goto(`/office/people/${people[name]}`);
  const form = page.getByRole("form", { name: `View as ${name}` });
  await form.getByLabel("Reason").fill("asked for help");
  await form.getByRole("button").click();
  await page.waitForURL((url) => url.pathname === "/");
  await banner(name).waitFor();
}

const banner = (name: string, where = page) => where.getByRole("region", { name: `Viewing as ${name}` });

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  const house = await ensureOrganisation(db, "house-with-an-office", "House with an office");
  await grantEntitlement(db, house, "*");
  await make(house, "Olga", "admin");
  await make(house, "Anton", "analyst");
  await make(house, "Sonja", "subscriber");
  context = await newContext();
  await signIn(context, { email: "olga@office.example.com", password: PASSWORD });
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterAll(async () => {
  await context.close();
  await db.close();
});

describe("the office", () => {
  it.each([
    ["/office/people"],
    ["person"],
    ["/office/audit"],
    [`/studio/history?series=${SERIES}`],
    ["/studio/history?entity=accelerator/h100-sxm"],
  ])("%s fits a phone and the rules of accessibility", async (where) => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(where === "person" ? `/office/people/${people["Anton"]}` : where, { waitUntil: "load" });
      expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${where} at ${width}`).toBeLessThanOrEqual(0);
    }
    expect(await violationsOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("changes a role with a reason, which the audit then shows and exports", async () => {
    await page.goto(`/office/people/${people["Sonja"]}`);
    const form = page.getByRole("form", { name: "Role of Sonja" });
    await form.getByLabel("Role").selectOption("analyst");
    await form.getByLabel("Reason").fill("joins the desk");
    await form.getByRole("button").click();
    await form.getByText("Sonja is analyst from their next request on.").waitFor();
    await page.goto("/office/audit");
    await page.getByRole("link", { name: /^People and rights/ }).click();
    await page.waitForURL("**/office/audit?area=rights");
    await page.getByText("Made Sonja analyst, who was subscriber: joins the desk").waitFor();
    const href = await page.getByRole("link", { name: "Export as CSV" }).getAttribute("href");
    expect(href).toBe("/api/audit?area=rights");
    const csv = await context.request.get(href ?? "");
    expect(await csv.text()).toContain('"Made Sonja analyst, who was subscriber: joins the desk"');
  });
});

describe("viewing as somebody", () => {
  it("is marked on every page, in other windows too, and lets nothing be changed or taken out", async () => {
    const other = await context.newPage();
    await other.goto("/hbm");
    await viewAs("Anton");
    for (const where of [
      "/prices",
      "/hbm",
      "/data/hbm-share",
      "/account",

      "/studio",
      "/studio/refresh",
      "/no-such-page",
    ]) {
      await page.goto(where);
      expect(await banner("Anton").innerText(), where).toMatch(/Nothing can be changed\. Ends at \d\d:\d\d UTC/);
    }
    await other.getByRole("link", { name: "Capex" }).click();
    await banner("Anton", other).waitFor();
    await other.close();

    await page.goto("/account");
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    const refused = page.getByRole("main").getByRole("alert");
    expect(await refused.innerText()).toContain("You are viewing as Anton, and nothing can be changed meanwhile");
    expect((await context.request.get("/api/csv/data/series?dataset=hbm-share")).status()).toBe(403);
    await page.goto("/office/people");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("For admins");

    await banner("Anton").getByRole("button", { name: "Stop" }).click();
    await page.waitForURL(`**/office/people/${people["Anton"]}`);
    expect(await banner("Anton").count()).toBe(0);
    expect((await context.request.get("/api/csv/data/series?dataset=hbm-share")).status()).toBe(200);
  });

  it("ends by itself when its time is up", async () => {
    await viewAs("Anton");
    await db.sql`
      update sign_in_session set viewing_until = now() - interval '1 second' where person_id = ${people["Olga"] ?? ""}`;
    await page.goto("/office/people");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("3 people at House with an office");
    expect(await banner("Anton").count()).toBe(0);
  });

  it("works, and stops, without script", async () => {
    const plain = await newContext({ javaScriptEnabled: false });
    await signIn(plain, { email: "olga@office.example.com", password: PASSWORD });
    const bare = await plain.newPage();
    await bare.goto(`/office/people/${people["Sonja"]}`);
    const form = bare.getByRole("form", { name: "View as Sonja" });
    await form.getByLabel("Reason").fill("asked for help");
    await form.getByRole("button").click();
    await banner("Sonja", bare).getByRole("button", { name: "Stop" }).click();
    await bare.waitForURL(`**/office/people/${people["Sonja"]}`);
    expect(await banner("Sonja", bare).count()).toBe(0);
    await plain.close();
  });
});
