import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, inject } from "vitest";

export type DemoRole = "subscriber" | "analyst" | "admin";

let connected: Promise<Browser> | undefined;

/** The Chromium that all test files share. Open a context of your own in it, and close that. */
export function browser(): Promise<Browser> {
  return (connected ??= chromium.connect(inject("site").browserEndpoint));
}

afterAll(async () => {
  const open = await connected;
  await open?.close();
});

/** Where the site under test is served, without a trailing slash. */
export function baseUrl(): string {
  return inject("site").baseUrl;
}

/** The database behind the site, as the application sees it. */
export function siteDatabaseUrl(): string {
  return inject("site").databaseUrl;
}

/** The demo accounts' address and password. */
export function demoAccount(role: DemoRole): { email: string; password: string } {
  return { email: `${role}@halfpitch.local`, password: inject("site").demoPassword };
}

/** A window of its own: nobody is signed in, and relative addresses are the site's. */
export async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const open = await browser();
  return open.newContext({
    baseURL: baseUrl(),
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
}

/** Signs in at the standard sign-in address, without the form. Throws where the site refuses. */
export async function signIn(
  where: BrowserContext | Page,
  who: DemoRole | { email: string; password: string },
): Promise<void> {
  const account = typeof who === "string" ? demoAccount(who) : who;
  const context = "context" in where ? where.context() : where;
  const csrf: unknown = await (await context.request.get(`${baseUrl()}/api/auth/csrf`)).json();
  const csrfToken = csrf && typeof csrf === "object" && "csrfToken" in csrf ? String(csrf.csrfToken) : "";
  const form = { ...account, csrfToken, callbackUrl: baseUrl(), json: "true" };
  await context.request.post(`${baseUrl()}/api/auth/callback/credentials`, { form });
  const session: unknown = await (await context.request.get(`${baseUrl()}/api/auth/session`)).json();
  if (!session || typeof session !== "object" || !("user" in session))
    throw new Error(`${account.email} could not sign in`);
}
