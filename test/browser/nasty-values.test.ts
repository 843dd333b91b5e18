import { Agent, request } from "node:http";
import { describe, expect, it } from "vitest";
import { signInCookie } from "@/scripts/bench/sign-in";
import { baseUrl, demoAccount } from "../setup/browser";
import { type Ask, nastyAsks } from "../setup/nasty/asks";

/** HALFPITCH_NASTY asks for more requests, HALFPITCH_SEED for others. */
const more = Number(process.env["HALFPITCH_NASTY"] ?? 250);
const seed = Number(process.env["HALFPITCH_SEED"] ?? 12);
const agent = new Agent({ keepAlive: true, maxSockets: 6 });
const cookies = new Map<string, string>();

async function cookieOf(role: Ask["role"]): Promise<Record<string, string>> {
  if (role === "nobody") return {};
  const { email, password } = demoAccount(role);
  const cookie = cookies.get(role) ?? (await signInCookie(baseUrl(), email, password));
  cookies.set(role, cookie);
  return { cookie };
}

/** The status of an answer, and its text. A request that breaks off has status 0. */
async function send(ask: Ask): Promise<{ status: number; text: string }> {
  const headers = { ...(await cookieOf(ask.role)), ...ask.headers };
  const url = new URL(baseUrl());
  return new Promise((resolve) => {
    const asking = request(
      {
        host: "127.0.0.1",
        port: url.port,
        method: ask.method,
        path: ask.path,
        headers: { host: url.host, ...headers },
        agent,
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on("error", () => resolve({ status: 0, text }));
      },
    );
    asking.on("error", () => resolve({ status: 0, text: "" }));
    asking.end(ask.body);
  });
}

const told = ({ role, method, path, headers, body }: Ask): string =>
  `${role} ${method} ${path.slice(0, 160)} ${headers["next-action"] ?? ""} ${(body ?? "").slice(0, 200)}`;

describe("whatever anybody sends", () => {
  it("is answered in words, as good, refused or not there, and never by an error of ours", async () => {
    const asks = nastyAsks(baseUrl(), process.env["HALFPITCH_BUILD_FOLDER"] ?? ".next", more, seed);
    const wrong: string[] = [];
    const seen = new Map<number, number>();
    let next = 0;
    const work = async () => {
      for (let ask = asks[next++]; ask; ask = asks[next++]) {
        const { status, text } = await send(ask);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        if (status < 200 || status >= 500) wrong.push(`${status} ${told(ask)}`);
        // A page that fails after its status was sent ends with an error in its stream.
        if (status === 200 && /\d:E\{"digest"/.test(text)) wrong.push(`200, then failed: ${told(ask)}`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, work));
    expect(wrong).toEqual([]);
    for (const status of [200, 400, 401, 403, 404, 405])
      expect(seen.get(status) ?? 0, `status ${status}`).toBeGreaterThan(0);
  }, 600_000);
});

const CLOSED_TO_READERS = ["/studio", "/studio/refresh", "/studio/drafts/1", "/studio/drafts/99999", "/studio/sources"]
  .concat([
    "/studio/entities",
    "/studio/history",
    "/studio/calendar",
    "/studio/hbm-share",
    "/studio/hbm-share?draft=99999",
  ])
  .concat([
    "/studio/hbm-share/import",
    "/studio/hbm-share/settings",
    "/office/audit",
    "/office/people",
    "/studio/refresh/runs/1",
  ]);

describe("a page that is not there, or not for the reader", () => {
  it("goes out as 403 with its words in the page's frame, whether what was asked for exists or not", async () => {
    const answers = [];
    for (const path of CLOSED_TO_READERS) {
      const { status, text } = await send({ role: "subscriber", method: "GET", path, headers: {} });
      answers.push(`${status} ${path}`);
      expect(text, path).toMatch(/For (?:analysts|admins)/);
    }
    expect(answers).toEqual(CLOSED_TO_READERS.map((path) => `403 ${path}`));
  });

  it("goes out as 404", async () => {
    for (const path of [
      "/series/NOPE",
      "/data/nope",
      "/neoclouds/nope",
      "/feeds/nope",
      "/nope",
      "/data/%zz",
      "/series/%2525",
    ])
      expect(`${(await send({ role: "subscriber", method: "GET", path, headers: {} })).status} ${path}`).toBe(
        `404 ${path}`,
      );
  });
});
