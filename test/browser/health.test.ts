import { expect, test } from "vitest";
import { baseUrl, newContext } from "@/test/setup/browser";

test.each([
  ["/healthz", "ok"],
  ["/readyz", "ready"],
])("%s answers without sign-in and says no more than “%s”", async (path, body) => {
  const response = await fetch(`${baseUrl()}${path}`, { redirect: "manual" });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(body);
  expect(response.headers.get("x-powered-by")).toBeNull();
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("a browser reaches the site", async () => {
  const context = await newContext();
  const page = await context.newPage();
  const response = await page.goto("/healthz");
  expect(response?.status()).toBe(200);
  await context.close();
});
