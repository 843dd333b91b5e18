import { createHash, randomBytes } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeAll, afterAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { baseUrl, demoAccount, newContext, signIn, siteDatabaseUrl } from "../setup/browser";

let db: Database;
let opened: BrowserContext[] = [];

async function open(options: Parameters<typeof newContext>[0] = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await newContext(options);
  opened.push(context);
  return { context, page: await context.newPage() };
}

/** An account of this test's own, so that what it ends is nobody else's. */
async function account(email: string): Promise<{ email: string; password: string; personId: string }> {
  const password = "a password of the tests";
  const house = await ensureOrganisation(db, "house-of-sessions", "House of sessions");
  const personId = await createPerson(db, { email, name: "Reader of sessions", password });
  await setMember(db, house, personId, "subscriber");
  return { email, password, personId };
}

beforeAll(() => {
  db = connect(siteDatabaseUrl(), { max: 2 });
});
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  opened = [];
});
afterAll(async () => db.close());

const fill = async (page: Page, email: string, password: string) => {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
};

describe("signing in", () => {
  it.each([
    ["with script", true],
    ["without script", false],
  ])("works under the machine's other name, %s, and stays there", async (_, javaScriptEnabled) => {
    const other = baseUrl().replace("localhost", "127.0.0.1");
    const { page } = await open({ baseURL: other, javaScriptEnabled });
    const { email, password } = demoAccount("subscriber");
    await page.goto("/hbm?basis=revenue");
    await page.waitForURL(/\/login\?callbackUrl=/);
    await fill(page, email, "not the password");
    await page.locator("form [role=alert]").waitFor();
    await fill(page, email, password);
    await page.waitForURL(`${other}/hbm?basis=revenue`);
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
  });

  it("keeps no name and no address in the cookie's session once it is over", async () => {
    const who = await account("ended@example.com");
    const { context, page } = await open();
    await signIn(context, who);
    expect(await (await context.request.get("/api/auth/session")).json()).toMatchObject({
      user: { email: who.email, name: "Reader of sessions" },
    });
    await db.sql`update sign_in_session set revoked_at = now() where person_id = ${who.personId}`;
    expect(await (await context.request.get("/api/auth/session")).text()).not.toContain(who.email);
    await page.goto("/hbm");
    await page.waitForURL(/\/login\?callbackUrl=%2Fhbm&ended=1$/);
    expect(await page.locator("form [role=status]").innerText()).toContain("Your session has ended");
    await fill(page, who.email, who.password);
    await page.waitForURL(/\/hbm$/);
  });
});

describe("a link by e-mail", () => {
  it("is used up by the button and not by whoever opens it", async () => {
    const who = await account("linked@example.com");
    const token = randomBytes(32).toString("base64url");
    const hash = createHash("sha256").update(token).digest("hex");
    await db.sql`
      insert into magic_link (token_hash, email, expires_at) values (${hash}, ${who.email}, now() + interval '5 minutes')`;
    const scanner = await open();
    await scanner.page.goto(`/login/link?token=${token}`);
    await scanner.page.getByRole("button", { name: "Sign in to Halfpitch" }).waitFor();
    const { page } = await open();
    await page.goto(`/login/link?token=${token}`);
    await page.getByRole("button", { name: "Sign in to Halfpitch" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await scanner.page.getByRole("button", { name: "Sign in to Halfpitch" }).click();
    expect(await scanner.page.locator("main [role=alert]").innerText()).toContain("used already");
  });
});

describe("the account page", () => {
  it("ends every other session, and this one, on request", async () => {
    const who = await account("many@example.com");
    const [here, there] = [await open(), await open()];
    await signIn(here.context, who);
    await signIn(there.context, who);
    await here.page.goto("/account");
    await here.page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await expect
      .poll(async () =>
        here.page
          .getByRole("main")
          .getByText(/since /)
          .count(),
      )
      .toBe(1);
    const series = "/api/v1/series/NOTHING.AT_ALL";
    expect((await there.context.request.get(series)).status()).toBe(401);
    expect((await here.context.request.get(series)).status()).toBe(404);
    await here.page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
    await here.page.waitForURL(/\/login/);
    expect((await here.context.request.get(series)).status()).toBe(401);
  });
});
