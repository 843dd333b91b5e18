import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Front } from "@/lib/front/front";
import { Health } from "@/lib/front/health";
import { Standing } from "@/lib/front/standing";
import { Turnstile } from "@/lib/front/turnstile";
import { freePort } from "@/scripts/launch/postgres.mjs";

const secret = "a secret of the front, for the tests alone";
const standing = new Standing();
const bounds = { total: 2, each: 1, unknown: 1, waiting: 2, waitingEach: 1, patienceMs: 60_000 };
const work = new Turnstile(bounds);
let databaseAnswers = true;
let behind: (asked: IncomingMessage, answer: ServerResponse) => unknown;
let web: Server;
let front: Front;
let url = "";

beforeAll(async () => {
  web = createServer((asked, answer) => behind(asked, answer));
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const health = new Health({
    databaseReady: () => Promise.resolve(databaseAnswers),
    webUp: () => standing.webPort !== null,
    metrics: () => standing.text(work.figures),
    metricsToken: "a token for the metrics",
  });
  front = new Front({ health, standing, work, files: new Turnstile(bounds), secret, trustsProxy: false });
  const port = await freePort();
  await front.listen(port, "127.0.0.1");
  url = `http://127.0.0.1:${port}`;
});
beforeEach(() => {
  const address: AddressInfo | string | null = web.address();
  if (!address || typeof address === "string") throw new Error("a port was asked for");
  standing.hear({ kind: "web", port: address.port });
  behind = (_, answer) => void answer.end("page");
});
afterAll(async () => {
  await front.close(100);
  web.closeAllConnections();
  web.close();
});

const html = { accept: "text/html" };

describe("the front", () => {
  it("hands a request on as it came, with the address of its connection and whatever headers it brought", async () => {
    behind = async (asked, answer) => {
      const { headers, method, url: path } = asked;
      answer.setHeader("set-cookie", ["a=1", "b=2"]).setHeader("x-halfpitch-person", "somebody");
      answer.writeHead(201).end(JSON.stringify({ method, path, headers, body: await text(asked) }));
    };
    const answer = await fetch(`${url}/api/x?y=%C3%A9`, {
      method: "POST",
      body: "z".repeat(200_000),
      headers: { "x-forwarded-for": "203.0.113.9", "x-halfpitch-front": "guessed", cookie: "theme=dark" },
    });
    const told: unknown = await answer.json();
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(answer.headers.get("x-halfpitch-person")).toBeNull();
    expect(told).toMatchObject({
      method: "POST",
      path: "/api/x?y=%C3%A9",
      body: "z".repeat(200_000),
      headers: { "x-forwarded-for": "127.0.0.1", "x-halfpitch-front": secret, cookie: "theme=dark" },
    });
  });

  it("answers about health while the web server works on and on, and sheds what is too much, in a page or in JSON", async () => {
    const held: ServerResponse[] = [];
    behind = (_, answer) => void held.push(answer);
    const first = fetch(`${url}/prices`);
    await expect.poll(() => held.length).toBe(1);
    const second = fetch(`${url}/prices`);
    await expect.poll(() => work.figures.waiting).toBe(1);
    const [page, data] = await Promise.all([fetch(`${url}/hbm`, { headers: html }), fetch(`${url}/api/v1/series/X`)]);
    for (const answer of [page, data]) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("5");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    }
    expect(await page.text()).toMatch(/<html lang="en">[^]*Halfpitch[^]*<h1>.*try again in a few seconds/);
    expect(await data.json()).toMatchObject({ status: 503, detail: expect.stringContaining("try again") });
    const health = await Promise.all(["/healthz", "/readyz"].map((path) => fetch(url + path)));
    expect(await Promise.all(health.map((answer) => answer.text()))).toEqual(["ok", "ready"]);
    const metrics = await fetch(`${url}/metrics`, { headers: { authorization: "Bearer a token for the metrics" } });
    expect(await metrics.text()).toMatch(/halfpitch_requests_working 1\n[^]*halfpitch_requests_shed 2\n/);
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    held[0]?.end("one");
    expect(await (await first).text()).toBe("one");
    await expect.poll(() => held.length).toBe(2);
    held[1]?.end("two");
    expect(await (await second).text()).toBe("two");
  });

  it("counts work that was asked for as at work until it ends, though whoever asked has left", async () => {
    const held: ServerResponse[] = [];
    behind = (_, answer) => void held.push(answer);
    const leaving = new AbortController();
    const asked = fetch(`${url}/prices`, { signal: leaving.signal }).catch(() => "left");
    await expect.poll(() => held.length).toBe(1);
    leaving.abort();
    expect(await asked).toBe("left");
    await expect.poll(async () => (await fetch(`${url}/healthz`)).status).toBe(200);
    expect(work.figures.working).toBe(1);
    held[0]?.end("nobody reads this");
    await expect.poll(() => work.figures.working).toBe(0);
  });

  it("counts a session as its person's once the web server has named that, and room for strangers apart", async () => {
    const held: ServerResponse[] = [];
    const cookie = "next-auth.session-token=abc";
    behind = (_, answer) => void answer.setHeader("x-halfpitch-person", "ada").end("page");
    await fetch(url, { headers: { cookie } });
    behind = (_, answer) => void held.push(answer);
    const all = [fetch(url, { headers: { cookie } }), fetch(url)];
    await expect.poll(() => held.length).toBe(2);
    for (const answer of held) answer.end();
    await Promise.all(all);
  });

  it("says that the site is starting while there is no web server, or its port is dead", async () => {
    for (const port of [null, await freePort()]) {
      standing.hear({ kind: "web", port });
      const answer = await fetch(url, { headers: { ...html, cookie: "theme=dark" } });
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("3");
      expect(await answer.text()).toMatch(/data-theme="dark"[^]*Halfpitch is starting/);
    }
    standing.hear({ kind: "web", port: null });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  it("asks again where a connection died before anything was answered, but never sends anything twice", async () => {
    const asked: string[] = [];
    behind = (one, answer) => {
      asked.push(one.method ?? "");
      if (asked.length === 1 || one.method === "POST") one.socket.destroy();
      else answer.end("page");
    };
    expect(await (await fetch(url)).text()).toBe("page");
    const cut = await fetch(url, { method: "POST", body: "x", headers: html });
    expect(cut.status).toBe(503);
    expect(await cut.text()).toContain("may or may not have been kept");
    expect(asked).toEqual(["GET", "GET", "POST"]);
  });

  it("refuses what is no address of the site", async () => {
    const status = await new Promise((resolve) => {
      request(url, { path: "http://elsewhere.example/", headers: html }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).toBe(400);
  });

  it("is not ready while the database does not answer", async () => {
    databaseAnswers = false;
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(503);
    databaseAnswers = true;
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
  });
});
