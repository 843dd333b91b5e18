import { generateSync } from "otplib";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { baseUrl, newContext, signIn, siteDatabaseUrl } from "../setup/browser";

const MANAGER = { email: "manager@life.example", password: "plinth vermouth gazebo tandem" };
const EMAIL = "newcomer@life.example";
const [FIRST, SECOND, THIRD] = [
  "orchid barnacle tuxedo lantern",
  "walnut cipher monsoon trellis",
  "quartz umbrella fjord saddle",
];
const NOTHING = "/api/v1/series/NOTHING.AT_ALL";

let db: Database;
let manager: BrowserContext;
let newcomer: BrowserContext;
let desk: Page;
let page: Page;

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  const house = await ensureOrganisation(db, "house-of-life", "House of life");
  const personId = await createPerson(db, { ...MANAGER, name: "Manager of life" });
  await setMember(db, house, personId, "manager");
  await grantEntitlement(db, house, "hbm-share");
  [manager, newcomer] = [await newContext(), await newContext()];
  await signIn(manager, MANAGER);
  [desk, page] = [await manager.newPage(), await newcomer.newPage()];
});
afterAll(async () => {
  await Promise.all([manager.close(), newcomer.close()]);
  await db.close();
});

/** The code of a secret by the site's clock; a later one where the present one was used. */
async function code(secret: string, steps = 0): Promise<string> {
  const [row] = await db.sql<{ epoch: number }[]>`select floor(extract(epoch from now()))::int as epoch`;
  return generateSync({ secret, epoch: (row?.epoch ?? 0) + 30 * steps });
}

async function enter(where: Page, password: string, given?: string): Promise<void> {
  await where.goto("/login");
  await where.getByLabel("E-mail").fill(EMAIL);
  await where.getByLabel("Password").fill(password);
  await where.getByRole("button", { name: "Sign in", exact: true }).click();
  if (given === undefined) return;
  await where.getByLabel("Code").fill(given);
  await where.getByRole("button", { name: "Sign in", exact: true }).click();
  await where.waitForURL((url) => url.pathname === "/");
}

/** What a used step was: the next code is good once the clock has moved, or what was used is forgotten. */
const forgetStep = () => db.sql`update person set totp_step = null where email = ${EMAIL}`;

describe("an account's life", { timeout: 120_000 }, () => {
  it("begins with an invitation, goes on with a second factor and other passwords, and is signed out by a manager", async () => {
    await desk.goto("/account/organisation");
    await desk.getByLabel("E-mail").fill(EMAIL);
    await desk.getByRole("button", { name: "Invite" }).click();
    const invitation = await desk.getByLabel("Link, shown this once").inputValue();

    await page.goto(invitation);
    await page.getByLabel("Your name").fill("Newcomer of life");
    await page.getByLabel("Password").fill("password1");
    await page.getByRole("button", { name: "Accept" }).click();
    expect(await page.locator("form [role=alert]").innerText()).toContain("stronger");
    await page.getByLabel("Password").fill(FIRST);
    await page.getByRole("button", { name: "Accept" }).click();
    await page.waitForURL(/\/login/);
    expect((await newcomer.request.get(invitation)).status()).toBe(404);

    await enter(page, FIRST);
    await page.waitForURL((url) => url.pathname === "/");
    await page.goto("/second-factor");
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    const secret = (await page.locator("code").first().innerText()).replace(/\s/g, "");
    await page.getByLabel("Code that the app shows").fill(await code(secret, -1));
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("they are not shown again").waitFor();
    const recovery = await page.locator("li code").first().innerText();
    await page.getByRole("link", { name: "I have kept them" }).click();
    await page.waitForURL(/\/account$/);

    const elsewhere = await newContext();
    const other = await elsewhere.newPage();
    await enter(other, FIRST, recovery);

    await page.getByLabel("Old password").fill(FIRST);
    await page.getByLabel("New password").fill(SECOND);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("signed out in 1 other place").waitFor();
    expect((await elsewhere.request.get(NOTHING)).status()).toBe(401);
    expect((await newcomer.request.get(NOTHING)).status()).toBe(404);

    await page.goto("/account");
    await page.getByText("Newcomer of life").first().click();
    const left = page.waitForResponse((answer) => answer.url().endsWith("/api/auth/signout"));
    await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
    expect((await (await left).allHeaders())["clear-site-data"]).toBe('"cache", "storage"');
    await page.waitForURL(/\/login/);

    await page.getByRole("link", { name: "Forgotten your password?" }).click();
    await page.getByText("Ask your organisation’s manager").waitFor();
    await desk.goto("/account/organisation");
    await desk.getByRole("link", { name: "Newcomer of life" }).click();
    const help = desk.getByRole("form", { name: /^Signing in of/ });
    await help.getByLabel("Reason").fill("forgot the password");
    await help.getByRole("button", { name: "Make a password link" }).click();
    const link = await desk.getByLabel("Link, shown this once").inputValue();
    await page.goto(link);
    await page.getByLabel("New password").fill(THIRD);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.waitForURL(/\/login\?set=1/);
    expect((await newcomer.request.get(link)).status()).toBe(404);

    await forgetStep();
    await enter(page, THIRD, await code(secret));
    await help.getByLabel("Reason").fill("left the house");
    await help.getByRole("button", { name: "Sign them out everywhere" }).click();
    await desk.getByText("signed out everywhere").first().waitFor();
    await page.goto("/hbm");
    await page.waitForURL(/\/login\?callbackUrl=%2Fhbm&ended=1$/);
    await elsewhere.close();
  });
});

describe("what anybody may send to where people sign in", () => {
  const auth = (path: string) => `${baseUrl()}/api/auth/${path}`;

  it("is refused, and answered 500 by nothing", async () => {
    const nobody = await newContext();
    const ask = nobody.request;
    const statuses: [string, number][] = [];
    const note = async (name: string, asked: Promise<{ status: () => number }>) => {
      statuses.push([name, (await asked).status()]);
    };
    for (const path of ["_log", "verify-request", "callback", "signin/credentials", "nothing"]) {
      await note(path, ask.post(auth(path), { form: { code: "X\nlevel=error", message: "forged" } }));
    }
    for (const back of ["javascript:alert(1)", "foo", "http://["]) {
      await note(`query ${back}`, ask.get(auth(`csrf?callbackUrl=${encodeURIComponent(back)}`)));
      const headers = { cookie: `next-auth.callback-url=${encodeURIComponent(back)}` };
      await note(`cookie ${back}`, ask.get(auth("csrf"), { headers }));
    }
    for (const body of ["null", "[]", "1", "{", '{"callbackUrl":{},"csrfToken":1}']) {
      const sent = { headers: { "content-type": "application/json" }, data: body };
      await note(`json ${body}`, ask.post(auth("callback/credentials"), sent));
    }
    await note("large", ask.post(auth("callback/credentials"), { form: { email: "x".repeat(100_000) } }));
    expect(Object.fromEntries(statuses)).toEqual({
      _log: 404,
      "verify-request": 404,
      callback: 404,
      "signin/credentials": 404,
      nothing: 404,
      "query javascript:alert(1)": 400,
      "cookie javascript:alert(1)": 400,
      "query foo": 400,
      "cookie foo": 400,
      "query http://[": 400,
      "cookie http://[": 400,
      "json null": 400,
      "json []": 400,
      "json 1": 400,
      "json {": 400,
      'json {"callbackUrl":{},"csrfToken":1}': 400,
      large: 413,
    });
    await nobody.close();
  });
});
