import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connect, type Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { baseUrl, newContext, signIn, siteDatabaseUrl } from "../setup/browser";

const SERIES = "HBM_SHARE.SK_HYNIX.COUNTERPOINT.REVENUE.ALL.ALL.QUARTER";
const DAY = "2025-07-01";

type Expected = {
  path: string;
  method?: "POST";
  /** The status for nobody, for a member without entitlements, for one with all. Redirects are not followed. */
  nobody: number;
  unentitled: number;
  entitled: number;
  /** A word of the dataset that nobody but the entitled may find in the answer. */
  secret?: RegExp;
};

const page = (where: string, secret?: RegExp): Expected => ({
  path: where,
  nobody: 307,
  unentitled: 200,
  entitled: 200,
  ...(secret ? { secret } : {}),
});
/** A page of a dataset: who does not subscribe to it is told so, with the status that says it. */
const subscribed = (where: string, secret?: RegExp): Expected => ({ ...page(where, secret), unentitled: 403 });
/** A page of analysts or admins. */
const staff = (where: string): Expected => ({ ...page(where), unentitled: 403, entitled: 403 });
const open = (where: string): Expected => ({ path: where, nobody: 200, unentitled: 200, entitled: 200 });

/** A data route of the studio: subscribers may not ask, whatever they are entitled to. */
const analysts = (where: string, method?: "POST"): Expected => ({
  path: where,
  ...(method ? { method } : {}),
  nobody: 401,
  unentitled: 403,
  entitled: 403,
});

/** Every route that there is. A route that is missing here fails the test: somebody must say who may read it. */
const ROUTES: Record<string, Expected> = {
  "/": page("/", /CoreWeave, installed/),
  "/prices": page("/prices", /Lambda|RunPod/),
  "/prices/assessment": subscribed("/prices/assessment", /providers? ha(s|ve) a vote/),
  "/neoclouds": page("/neoclouds", /1,500/),
  "/neoclouds/[cloud]": page("/neoclouds/coreweave", /Chester/),
  "/hbm": page("/hbm", /Counterpoint/),
  "/capex": page("/capex", /\$165B/),
  "/data": page("/data", /\d+ series,/),
  "/data/[dataset]": subscribed("/data/hbm-share", /Counterpoint/),
  "/data/[dataset]/editions": subscribed("/data/hbm-share/editions"),
  "/data/[dataset]/editions/[label]": {
    path: "/data/hbm-share/editions/1999.01",
    nobody: 307,
    unentitled: 403,
    entitled: 404,
  },
  "/series/[code]": { ...page(`/series/${SERIES}`, /2025Q3/), unentitled: 404 },
  "/account": page("/account"),
  "/account/organisation": staff("/account/organisation"),
  "/prove": page("/prove"),
  "/second-factor": page("/second-factor"),
  "/forgotten": open("/forgotten"),
  "/password": { path: "/password?token=none", nobody: 404, unentitled: 404, entitled: 404 },
  "/invitation": { path: "/invitation?token=none", nobody: 404, unentitled: 404, entitled: 404 },
  "/api/not-an-address": { path: "/api/not-an-address", nobody: 400, unentitled: 400, entitled: 400 },
  "/status": page("/status", /HBM share/),
  "/studio": staff("/studio"),
  "/studio/drafts/[draft]": staff("/studio/drafts/1"),
  "/studio/history": staff(`/studio/history?series=${SERIES}`),
  "/studio/[dataset]/import": staff("/studio/hbm-share/import"),
  "/api/studio/import": analysts("/api/studio/import?dataset=hbm-share&name=a.csv", "POST"),
  "/api/studio/import/[upload]/check": analysts("/api/studio/import/1/check?dataset=hbm-share", "POST"),
  "/api/studio/import/[upload]/apply": analysts("/api/studio/import/1/apply?dataset=hbm-share", "POST"),
  "/api/studio/import/[upload]/rejected": analysts("/api/studio/import/1/rejected?dataset=hbm-share"),
  "/studio/refresh": staff("/studio/refresh"),
  "/studio/refresh/[connector]": staff("/studio/refresh/oci-price-list"),
  "/studio/refresh/runs/[run]": staff("/studio/refresh/runs/1"),
  "/office/audit": staff("/office/audit"),
  "/office/organisations": staff("/office/organisations"),
  "/office/organisations/[organisation]": staff("/office/organisations/1"),
  "/office/people": staff("/office/people"),
  "/office/people/[person]": staff("/office/people/nobody"),
  "/studio/entities": staff("/studio/entities"),
  "/studio/entities/new": staff("/studio/entities/new"),
  "/studio/entities/[kind]/[slug]": staff("/studio/entities/cloud/coreweave"),
  "/studio/[dataset]/settings": staff("/studio/hbm-share/settings"),
  "/studio/[dataset]/events": staff("/studio/hbm-market/events"),
  "/studio/sources": staff("/studio/sources"),
  "/studio/sources/[key]": staff("/studio/sources/epoch-ai-no-such-source"),
  "/metrics": { path: "/metrics", nobody: 401, unentitled: 401, entitled: 401 },
  "/login": { path: "/login", nobody: 200, unentitled: 307, entitled: 307 },
  "/login/link": open("/login/link"),
  "/api/auth/[...nextauth]": open("/api/auth/csrf"),
  "/api/sign-in-link": { path: "/api/sign-in-link", method: "POST", nobody: 404, unentitled: 404, entitled: 404 },
  "/api/trace": {
    path: `/api/trace?series=${SERIES}&period=${DAY}`,
    nobody: 401,
    unentitled: 404,
    entitled: 200,
    secret: /Counterpoint/,
  },
  "/api/csv/[page]/[figure]": {
    path: "/api/csv/data/series?dataset=hbm-share",
    nobody: 401,
    unentitled: 403,
    entitled: 200,
    secret: /Counterpoint/,
  },
  "/api/studio/history": {
    path: `/api/studio/history?series=${SERIES}`,
    nobody: 401,
    unentitled: 403,
    entitled: 403,
  },
  "/studio/[dataset]": staff("/studio/hbm-share"),
  "/api/studio/grid": {
    path: `/api/studio/grid?query=${encodeURIComponent('{"dataset":"hbm-share","measure":"quarter"}')}`,
    nobody: 401,
    unentitled: 403,
    entitled: 403,
  },
  "/api/studio/names": { path: "/api/studio/names?dataset=hbm-share", nobody: 401, unentitled: 403, entitled: 403 },
  "/api/studio/sources": { path: "/api/studio/sources", nobody: 401, unentitled: 403, entitled: 403 },
  "/api/studio/edits": { path: "/api/studio/edits", method: "POST", nobody: 401, unentitled: 400, entitled: 400 },
  "/api/studio/steps": { path: "/api/studio/steps", method: "POST", nobody: 401, unentitled: 400, entitled: 400 },
  "/api/studio/around": analysts("/api/studio/around?dataset=hbm-share"),
  "/api/studio/presence": { path: "/api/studio/presence", method: "POST", nobody: 401, unentitled: 400, entitled: 400 },
  "/api/usage": { path: "/api/usage", nobody: 401, unentitled: 403, entitled: 403 },
  "/api/audit": { path: "/api/audit", nobody: 401, unentitled: 403, entitled: 403 },
  "/api/v1/series/[code]": {
    path: `/api/v1/series/${SERIES}`,
    nobody: 401,
    unentitled: 404,
    entitled: 200,
    secret: /"rows":\[\[/,
  },
  "/api/editions/[dataset]/[label]": {
    path: "/api/editions/hbm-share/1999.01",
    nobody: 401,
    unentitled: 403,
    entitled: 404,
  },
  "/calendar": page("/calendar"),
  "/studio/calendar": staff("/studio/calendar"),
  "/feeds": open("/feeds"),
  "/feeds/calendar.ics": open("/feeds/calendar.ics"),
  "/feeds/[feed]": open("/feeds/corrections"),
  "/feeds/[feed]/[format]": open("/feeds/corrections/atom"),
  "/healthz": open("/healthz"),
  "/readyz": open("/readyz"),
  "/icon.svg": open("/icon.svg"),
  "/robots.txt": open("/robots.txt"),
  "/_not-found": { path: "/no-such-page", nobody: 307, unentitled: 404, entitled: 404 },
  // Next's own answer to a defect: it is shown in place of a page and has no address of its own.
  "/_global-error": { path: "/no-such-page", nobody: 307, unentitled: 404, entitled: 404 },
};

const isData = (where: string): boolean => /^\/(api\/|metrics|healthz|readyz)/.test(where);
const expectDataPolicy = (policy: string | undefined) =>
  expect(policy).toBe("default-src 'none'; frame-ancestors 'none'");
const expectPagePolicy = (policy: string | undefined) =>
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'; .*frame-ancestors 'none'/);

const Manifest = z.record(z.string(), z.string());

/** The routes of the build that is being served. */
function builtRoutes(): string[] {
  const folders = [process.env["HALFPITCH_BUILD_FOLDER"], ".next"].filter((one) => one !== undefined && one !== "");
  const file = folders
    .map((one) => path.join(one ?? "", "app-path-routes-manifest.json"))
    .find((one) => existsSync(one));
  if (!file) throw new Error("there is no build to read the routes from");
  return [...new Set(Object.values(Manifest.parse(JSON.parse(readFileSync(file, "utf8")))))];
}

const contexts: Record<"nobody" | "unentitled" | "entitled", BrowserContext | undefined> = {
  nobody: undefined,
  unentitled: undefined,
  entitled: undefined,
};
let db: Database | undefined;

async function unentitledMember(into: Database): Promise<{ email: string; password: string }> {
  const email = "without-rights@example.com";
  const password = "a password of the tests";
  const house = await ensureOrganisation(into, "house-without-rights", "House without rights");
  const person = await createPerson(into, { email, name: "Reader without rights", password });
  await setMember(into, house, person, "subscriber");
  return { email, password };
}

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  const member = await unentitledMember(db);
  contexts.nobody = await newContext();
  contexts.unentitled = await newContext();
  contexts.entitled = await newContext();
  await signIn(contexts.unentitled, member);
  await signIn(contexts.entitled, "subscriber");
});

afterAll(async () => {
  await Promise.all(Object.values(contexts).map(async (one) => one?.close()));
  await db?.close();
});

async function ask(who: keyof typeof contexts, { path: where, method }: Expected) {
  const context = contexts[who];
  if (!context) throw new Error("contexts are opened before the first test");
  const options = { maxRedirects: 0, headers: { "sec-fetch-site": "same-origin" } };
  const answer = await (method
    ? context.request.post(`${baseUrl()}${where}`, { ...options, data: { email: "x@example.com" } })
    : context.request.get(`${baseUrl()}${where}`, options));
  return { status: answer.status(), body: await answer.text(), headers: answer.headers() };
}

describe("every route of the build", () => {
  it("is known to this test", () => {
    expect(builtRoutes().filter((route) => !(route in ROUTES))).toEqual([]);
    expect(Object.keys(ROUTES).filter((route) => !builtRoutes().includes(route))).toEqual([]);
  });

  it.each(Object.entries(ROUTES))(
    "%s answers nobody, a member without rights and a member with all as it should",
    async (_, expected) => {
      const [nobody, unentitled, entitled] = [
        await ask("nobody", expected),
        await ask("unentitled", expected),
        await ask("entitled", expected),
      ];
      expect({ nobody: nobody.status, unentitled: unentitled.status, entitled: entitled.status }).toEqual({
        nobody: expected.nobody,
        unentitled: expected.unentitled,
        entitled: expected.entitled,
      });
      const { secret } = expected;
      const seen = [nobody, unentitled, entitled].map((one) => secret?.test(one.body));
      expect(seen, "only who is entitled finds the dataset's words").toEqual(
        secret ? [false, false, true] : [undefined, undefined, undefined],
      );
      for (const { headers } of [nobody, unentitled, entitled]) {
        (isData(expected.path) ? expectDataPolicy : expectPagePolicy)(headers["content-security-policy"]);
        expect(headers["x-content-type-options"]).toBe("nosniff");
        expect(headers["x-powered-by"]).toBeUndefined();
      }
    },
  );

  it("answers an unknown parameter of a data route with a problem", async () => {
    const answer = await ask("entitled", {
      path: `/api/v1/series/${SERIES}?asof=2026-01-01`,
      nobody: 0,
      unentitled: 0,
      entitled: 0,
    });
    expect(answer.status).toBe(400);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });

  it("is held back for a delayed organisation", async () => {
    if (!db) throw new Error("opened above");
    const house = await ensureOrganisation(db, "delayed-house", "Delayed house");
    await grantEntitlement(db, house, "hbm-share", 20_000);
    const person = await createPerson(db, {
      email: "delayed@example.com",
      name: "Delayed reader",
      password: "a password of the tests",
    });
    await setMember(db, house, person, "subscriber");
    const context = await newContext();
    await signIn(context, { email: "delayed@example.com", password: "a password of the tests" });
    const answer = await context.request.get(`${baseUrl()}/api/v1/series/${SERIES}`);
    expect(answer.status()).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: "not_found",
      detail: expect.stringContaining("There is no series called"),
    });
    await context.close();
  });
});
