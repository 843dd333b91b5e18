import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoAccount, newContext } from "../setup/browser";

let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeEach(async () => {
  context = await newContext();
  page = await context.newPage();
  complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("401")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
});
afterEach(async () => context.close());

describe("signing in", () => {
  it("works with the keyboard alone, and leads back to the page that was asked for", async () => {
    const { email, password } = demoAccount("analyst");
    await page.goto("/hbm?basis=revenue");
    await page.waitForURL(/\/login\?callbackUrl=/);
    await page.getByLabel("E-mail").focus();
    await page.keyboard.type(email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/hbm\?basis=revenue$/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("says nothing about whether an account exists, and keeps the e-mail that was typed", async () => {
    const words: string[] = [];
    for (const email of [demoAccount("admin").email, "nobody@example.com"]) {
      await page.goto("/login");
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password").fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      const alert = page.locator("form [role=alert]");
      await alert.waitFor();
      words.push(await alert.innerText());
      expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
    }
    expect(words[0]).toBe(words[1]);
  });

  it.each(["https://example.com/phish", "//example.com", "/.//example.com"])("does not lead off to %s", async (to) => {
    const { email, password } = demoAccount("subscriber");
    await page.goto(`/login?callbackUrl=${encodeURIComponent(to)}`);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    expect(new URL(page.url()).hostname).toBe("localhost");
  });

  it("sets cookies that scripts cannot read, and ends on signing out, on the server too", async () => {
    const { email, password } = demoAccount("subscriber");
    await page.goto("/login");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    const cookie = (await context.cookies()).find((one) => one.name.endsWith("session-token"));
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false });
    if (!cookie) throw new Error("checked above");

    const other = await newContext();
    await other.addCookies([cookie]);
    expect((await other.request.get("/api/v1/series/NOTHING.AT_ALL")).status()).toBe(404);
    await page.getByText("Demo subscriber").first().click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(/\/login/);
    expect((await other.request.get("/api/v1/series/NOTHING.AT_ALL")).status()).toBe(401);
    await other.close();
  });
});
