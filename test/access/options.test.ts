import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { authOptions } from "@/app/_auth/options";

beforeAll(() => {
  // Nothing listens there.
  process.env["DATABASE_URL"] = "postgres://nobody:nothing@127.0.0.1:1/none";
});
afterEach(() => vi.restoreAllMocks());

describe("next-auth, while the database is away", () => {
  it.each(["credentials", "magic-link"])("is told nothing of the defect by %s that it could repeat", async (id) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const provider = authOptions().providers.find((one) => one.options?.id === id);
    const given = { email: "reader@example.com", password: "correct horse battery", token: "t".repeat(43) };
    const authorize: unknown = provider?.options && "authorize" in provider.options && provider.options.authorize;
    if (typeof authorize !== "function") throw new Error(`no provider ${id}`);
    await expect(authorize(given, { headers: {} })).rejects.toThrow(/^Unavailable$/);
    expect(log).toHaveBeenCalledOnce();
    expect(String(log.mock.calls[0]?.[0])).not.toContain("reader@example.com");
  });
});
