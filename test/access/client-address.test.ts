import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { distrustForwardedAddresses, networkOf, originOf } from "@/lib/access/client-address";

let server: Server;
let url = "";

beforeAll(async () => {
  distrustForwardedAddresses();
  server = createServer((request, response) => response.end(request.headers["x-forwarded-for"]));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("a port was asked for");
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.close();
});

/** What a fresh process makes of a forwarded address with these settings. */
async function addressWith(settings: Record<string, string>): Promise<string> {
  vi.resetModules();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const fresh = await import("@/lib/access/client-address");
  const { address } = fresh.originOf((name) => (name === "x-forwarded-for" ? "192.0.2.7" : null));
  vi.unstubAllEnvs();
  vi.resetModules();
  return address;
}

describe("the address that failures are counted by", () => {
  it("is nobody's where the site is reached by https, through a proxy whose word is not trusted", async () => {
    const [https, http] = ["https://halfpitch.example", "http://halfpitch.example"];
    expect(await addressWith({ HALFPITCH_URL: https })).toBe("unknown");
    expect(await addressWith({ HALFPITCH_URL: https, HALFPITCH_TRUST_PROXY: "true" })).toBe("192.0.2.7");
    expect(await addressWith({ HALFPITCH_URL: http })).toBe("192.0.2.7");
  });

  it("is that of the connection, whatever the request claims", async () => {
    const claimed = await fetch(url, { headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(await claimed.text()).toBe("127.0.0.1");
    expect(await (await fetch(url)).text()).toBe("127.0.0.1");
  });

  it("is the last of those that proxies have added", () => {
    const from = (forwarded: string | null) =>
      originOf((name) => (name === "x-forwarded-for" ? forwarded : null)).address;
    expect(from("203.0.113.9, 192.0.2.7")).toBe("192.0.2.7");
    expect(from("")).toBe("unknown");
    expect(from(null)).toBe("unknown");
  });

  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["not an address", "not an address"],
  ])("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
