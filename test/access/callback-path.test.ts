import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCallback } from "@/app/_auth/callback-cookie";
import { callbackPath as pathOn } from "@/app/_auth/callback-path";

const SITE = "https://halfpitch.example";
const callbackPath = (given: string | string[] | undefined) => pathOn(given, SITE);

describe("where sign-in leads back to", () => {
  it("is a page of this site with what stood behind it", () => {
    expect(callbackPath("/hbm?basis=revenue&asOf=2026-01-01#x")).toBe("/hbm?basis=revenue&asOf=2026-01-01#x");
    expect(callbackPath(["/prices", "/hbm"])).toBe("/prices");
    expect(callbackPath("/account//x")).toBe("/account//x");
    expect(callbackPath(`${SITE}/hbm?basis=revenue`)).toBe("/hbm?basis=revenue");
  });

  it.each([
    undefined,
    "",
    "https://example.com/",
    `${SITE}.example.com/hbm`,
    `${SITE}//example.com`,
    `${SITE}/.//example.com`,
    "javascript:alert(1)",
    "//example.com",
    "/\\example.com",
    "/\t/example.com",
    "/.//example.com",
    "/x/..//example.com",
    "/%2e//example.com",
    "/.\\/example.com",
    "/login?callbackUrl=/login",
    "/api/auth/signout",
  ])("is the home page for %j", (given) => {
    expect(callbackPath(given)).toBe("/");
  });

  it("is on this site for whatever is given", () => {
    const piece = fc.constantFrom("/", "\\", ".", "..", "%2e", "\t", "\n", "@", ":", "?", "#", "example.com", "a");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const led = new URL(callbackPath(`/${pieces.join("")}`), `${SITE}/login`);
        expect(led.origin).toBe(SITE);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("an address to return to that next-auth is handed", () => {
  it.each(["/", "/hbm?basis=revenue", "https://example.com/", "http://localhost:3000/hbm"])("may be %s", (text) => {
    expect(isCallback(text)).toBe(true);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "foo",
    "//",
    "http://",
    "http://[",
    "\u0000",
    "file:///etc/passwd",
  ])("is refused as %j, for which it would answer 500", (text) => {
    expect(isCallback(text)).toBe(false);
  });
});
