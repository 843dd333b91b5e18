import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { addresses, filled, names } from "./addresses";
import { IN_ADDRESS, TEXTS } from "./values";

/** A request that somebody could send. `role` is whose session goes along; nobody's is none. */
export type Ask = {
  role: "nobody" | "subscriber" | "analyst" | "admin";
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
};

const ROLES = ["nobody", "subscriber", "analyst", "admin"] as const;
const Manifest = z.object({ node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()) })) });

/** Parts of addresses that name something in the starter data, so that the rest of an address is looked at too. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  dataset: ["hbm-share", "gpu-prices", "company-financials", "toy-lead-times"],
  code: ["HBM_SHARE.SK_HYNIX.COUNTERPOINT.REVENUE.ALL.ALL.QUARTER"],
  label: ["2026.48"],
  cloud: ["coreweave"],
  page: ["hbm", "data", "prices", "series", "home", "capex"],
  figure: ["share", "latest", "table"],
  upload: ["1"],
  draft: ["1", "99999"],
  kind: ["company", "cloud"],
  slug: ["nvidia", "coreweave"],
  connector: ["edgar"],
  run: ["1"],
  key: ["a-source"],
  person: ["00000000-0000-0000-0000-000000000000"],
  feed: ["revisions", "corrections"],
  format: ["rss", "json", "atom"],
  nextauth: ["session", "csrf", "providers", "callback/credentials", "_log", "signin", "signout", "error"],
};

/** Numbers from a seed, the same on each machine. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state % below;
  };
}

/** What is sent to a site at `base`: every address with each nasty value, then `more` requests put together by chance. */
export function nastyAsks(base: string, buildFolder: string, more: number, seed: number): Ask[] {
  const roll = dice(seed);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
    const one = list[roll(list.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const usual = (name: string): string => pick(USUAL[name] ?? ["x"]);
  const own = { origin: base, "sec-fetch-site": "same-origin" };
  const known = addresses();
  const fieldNames = names();
  const asks: Ask[] = [];

  for (const { pattern, methods } of known)
    for (const [, part] of pattern.matchAll(/\[(?:\.\.\.)?([a-z]+)\]/g))
      for (const bad of IN_ADDRESS.filter(Boolean))
        asks.push({
          role: pick(ROLES),
          method: pick(methods),
          path: filled(pattern, (name) => (name === part ? bad : usual(name))),
          headers: own,
        });

  const query = (): string =>
    Array.from({ length: roll(3) }, () => `${pick(fieldNames)}=${pick(IN_ADDRESS)}`).join("&");
  const bodyOf = (): string => {
    const fields = Object.fromEntries(
      Array.from({ length: 4 }, () => [pick(fieldNames), pick<unknown>([pick(TEXTS), 1e308, -1, null, [], {}, true])]),
    );
    return pick([
      JSON.stringify(fields),
      JSON.stringify(fields),
      JSON.stringify([fields]),
      "{",
      "",
      "--x\r\nbroken",
      "null",
    ]);
  };
  for (let at = 0; at < more; at += 1) {
    const { pattern, methods } = pick(known);
    const method = pick(methods);
    const asked = query();
    const place = filled(pattern, (name) => (roll(3) ? usual(name) : pick(IN_ADDRESS) || "x"));
    const ask: Ask = { role: pick(ROLES), method, path: asked ? `${place}?${asked}` : place, headers: { ...own } };
    if (method !== "GET") {
      ask.headers["content-type"] = pick([
        "application/json",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
      ]);
      ask.body = bodyOf();
    }
    asks.push(ask);
  }

  const manifest = path.join(buildFolder, "server", "server-reference-manifest.json");
  for (const [id, { workers }] of Object.entries(Manifest.parse(JSON.parse(readFileSync(manifest, "utf8"))).node))
    for (let at = 0; at < 4; at += 1) {
      const page = Object.keys(workers).find((one) => !one.includes("[")) ?? "app/page";
      const place = page.replace(/^app|\/page$|\/\([^)]*\)/g, "") || "/";
      const fields = Array.from({ length: 10 }, () => [pick(fieldNames), pick(TEXTS)] as const);
      const parts = [...fields, ["dataset", "hbm-share"] as const, ["draft", "1"] as const].map(
        ([name, value]) => `--b\r\nContent-Disposition: form-data; name="1_${name}"\r\n\r\n${value}\r\n`,
      );
      const root = pick(['["$undefined","$K1"]', '["$K1"]', '["$undefined","$undefined"]', "[]", '["a","b"]', "{"]);
      asks.push({
        role: pick(ROLES),
        method: "POST",
        path: place,
        headers: {
          ...own,
          "next-action": roll(9) ? id : "constructor",
          "content-type": "multipart/form-data; boundary=b",
        },
        body: `${parts.join("")}--b\r\nContent-Disposition: form-data; name="0"\r\n\r\n${root}\r\n--b--\r\n`,
      });
    }

  for (const { pattern } of known.filter((_, at) => at % 4 === 0))
    for (const method of ["TRACE", "OPTIONS", "PUT", "DELETE", "PROPFIND", "HEAD"])
      asks.push({ role: pick(ROLES), method, path: filled(pattern, usual), headers: own });
  const cookies = [
    "next-auth.callback-url=javascript:alert(1)",
    "next-auth.session-token=%00",
    "next-auth.csrf-token=%zz",
  ];
  for (const cookie of cookies)
    for (const place of ["/", "/login", "/api/auth/session", "/api/auth/csrf", "/api/auth/signin"])
      asks.push({ role: "nobody", method: "GET", path: place, headers: { cookie } });
  for (const place of [
    "/?constructor=x",
    "/feeds?__proto__=x",
    "/data?toString=1",
    "/studio/hbm-share?draft=99999",
    "/status?asOf=0026-11-24",
  ])
    for (const role of ROLES) asks.push({ role, method: "GET", path: place, headers: own });
  return asks;
}
