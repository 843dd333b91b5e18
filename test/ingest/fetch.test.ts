import { gzipSync } from "node:zlib";
import { lookup as systemLookup } from "node:dns";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ConnectorCard } from "@/lib/ingest/connector";
import { type Noted, politeAsk } from "@/lib/ingest/fetch/polite-ask";
import { backoff, retryAfterMs, usualLimits } from "@/lib/ingest/fetch/limits";
import { demandPublic, isPrivate, publicLookup } from "@/lib/ingest/fetch/private-address";
import { takeSlot } from "@/lib/ingest/fetch/quota";
import type { Question } from "@/lib/ingest/fetch/ask";
import type { SourceError } from "@/lib/ingest/source-error";
import { hurried, useSources } from "../setup/ingest";
import { useStore } from "../setup/store";

const store = useStore();
const rehearsal = useSources();
const HOST = "source.example";
const URL_OF = `https://${HOST}/prices`;

let notes: Noted[] = [];
beforeEach(() => {
  notes = [];
});

function ask(question: Partial<Question> = {}, card: Partial<ConnectorCard> = {}, limits = hurried) {
  const tools = { ...rehearsal.tools(store.db, [], limits), onRequest: () => undefined };
  const whole: ConnectorCard = {
    slug: "constructed",
    title: "Constructed",
    datasets: ["gpu-prices"],
    cadence: { cron: "0 0 * * *", timeZone: "UTC" },
    freshWithinHours: 1,
    licence: "",
    attribution: "",
    publishes: "itself",
    role: "primary",
    hosts: { [HOST]: { quota: HOST, perSecond: 100 } },
    robots: false,
    mostBytes: 10_000,
    publisher: { slug: "constructed", name: "Constructed" },
    source: { key: "constructed", title: "Constructed", publisher: "Constructed", kind: "test" },
    ...card,
  };
  return politeAsk(
    tools,
    whole,
    async (noted) => void notes.push(noted),
  )({ name: "prices", url: URL_OF, expects: "json", ...question });
}

const failure = async (asked: Promise<unknown>): Promise<Pick<SourceError, "kind" | "message">> => {
  const Failure = z.object({ kind: z.string(), message: z.string() });
  const error: unknown = await asked.then(
    () => ({ kind: "none", message: "" }),
    (thrown: unknown) => thrown,
  );
  const { kind, message } = Failure.parse(error);
  // The closed list of kinds is checked by each test's expectation.
  return { kind: z.custom<SourceError["kind"]>().parse(kind), message };
};

const requests = () => rehearsal.sources.seen.filter((one) => one.url === URL_OF);

describe("a source that answers", () => {
  it("is told who asks, and its bytes are kept by their hash", async () => {
    rehearsal.sources.play(URL_OF, { body: '{"a":1}' });
    const payload = await ask();
    expect(await payload?.json()).toEqual({ a: 1 });
    expect(requests()[0]?.headers["user-agent"]).toBe("Halfpitch/test (tests@halfpitch.example)");
    expect(notes).toMatchObject([{ name: "prices", bytes: 7, fresh: true }]);
    expect(payload?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is asked only for what has changed since", async () => {
    rehearsal.sources.play(`${URL_OF}?tagged`, (request, response) => {
      if (request.headers["if-none-match"] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { "content-type": "application/json", etag: '"v1"' }).end("[1]");
    });
    await ask({ url: `${URL_OF}?tagged` });
    const again = await ask({ url: `${URL_OF}?tagged` });
    expect(await again?.json()).toEqual([1]);
    expect(notes.map((one) => one.fresh)).toEqual([true, false]);
  });

  it("may pack its answer, and may say that there is none", async () => {
    rehearsal.sources.play(URL_OF, (_, response) => {
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync('{"packed":true}'));
    });
    expect(await (await ask())?.json()).toEqual({ packed: true });
    rehearsal.sources.play(URL_OF, { status: 404, body: "" });
    expect(await ask({ absentOn: [404] })).toBeNull();
    expect(await failure(ask())).toMatchObject({ kind: "refused" });
  });
});

describe("a source that fails", () => {
  it("with 429 and Retry-After is asked again after that time", async () => {
    let calls = 0;
    rehearsal.sources.play(URL_OF, (_, response) => {
      calls += 1;
      if (calls === 1) response.writeHead(429, { "retry-after": "1" }).end();
      else response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
    await ask();
    const [first, second] = requests();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950);
  });

  it("with 429 without Retry-After is asked a few times, ever later, and then left alone", async () => {
    rehearsal.sources.play(URL_OF, { status: 429, body: "slow down" });
    expect(await failure(ask())).toMatchObject({ kind: "limited" });
    expect(requests()).toHaveLength(hurried.attempts);
  });

  it("and wants an hour of rest is not waited for, and nobody asks it meanwhile", async () => {
    rehearsal.sources.play("https://tired.example/", { status: 429, body: "", headers: { "retry-after": "3600" } });
    const asked = ask({ url: "https://tired.example/x" });
    expect((await failure(asked)).message).toContain("3600 seconds of rest");
    expect(await takeSlot(store.db.sql, "tired.example", 100)).toBeGreaterThan(3_000_000);
  });

  it("with 500 may recover", async () => {
    let calls = 0;
    rehearsal.sources.play(URL_OF, (_, response) => {
      calls += 1;
      if (calls < 3) response.writeHead(500).end();
      else response.writeHead(200, { "content-type": "application/json" }).end('{"well":true}');
    });
    expect(await (await ask())?.json()).toEqual({ well: true });
  });

  it("with a web page at status 200 is told by its title", async () => {
    const body = "<!DOCTYPE html><html><head><title>Request Rate Threshold Exceeded</title></head></html>";
    rehearsal.sources.play(URL_OF, { body, type: "text/html" });
    const found = await failure(ask());
    expect(found).toMatchObject({ kind: "not-what-was-asked" });
    expect(found.message).toContain("Request Rate Threshold Exceeded");
    expect(requests()).toHaveLength(1);
  });

  it("with a gzip that is cut off keeps nothing", async () => {
    const whole = gzipSync(JSON.stringify(Array.from({ length: 2000 }, (_, at) => at * 7919)));
    rehearsal.sources.play(URL_OF, (_, response) => {
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(whole.subarray(0, whole.length / 2));
    });
    expect(await failure(ask({}, { mostBytes: 100_000 }))).toMatchObject({ kind: "truncated" });
    expect(notes).toEqual([]);
  });

  it("by saying nothing, or by falling silent in the middle, is given up in time", async () => {
    const impatient = { ...hurried, attempts: 1, headersMs: 400, silenceMs: 400 };
    rehearsal.sources.play(URL_OF, () => undefined);
    expect(await failure(ask({}, {}, impatient))).toMatchObject({ kind: "stalled" });
    rehearsal.sources.play(URL_OF, (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("[1,");
    });
    expect(await failure(ask({}, {}, { ...impatient, headersMs: 20_000 }))).toMatchObject({ kind: "stalled" });
  });

  it("by dripping, never silent and never done, is given up in time", async () => {
    let drips: NodeJS.Timeout | undefined;
    rehearsal.sources.play(URL_OF, (request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write("[1");
      drips = setInterval(() => response.write(",1"), 20);
      request.on("close", () => clearInterval(drips));
    });
    const found = await failure(ask({}, {}, { ...hurried, attempts: 1, answerMs: 300 }));
    clearInterval(drips);
    expect(found).toMatchObject({ kind: "stalled", message: "source.example took too long over its answer." });
    expect(notes).toEqual([]);
  });

  it("with a redirect in a circle, to this machine or to a metadata address is not followed", async () => {
    const to = (location: string) => rehearsal.sources.play(URL_OF, { status: 302, body: "", headers: { location } });
    to(URL_OF);
    expect(await failure(ask())).toMatchObject({ kind: "redirected-away" });
    for (const location of [
      "http://127.0.0.1/secret",
      "http://169.254.169.254/latest/meta-data",
      "http://[::1]/",
      "http://localhost/",
      "file:///etc/passwd",
    ]) {
      to(location);
      expect(await failure(ask()), location).toMatchObject({ kind: "redirected-away" });
    }
    const asked = rehearsal.sources.seen.map((one) => new URL(one.url).host);
    expect(new Set(asked)).toEqual(new Set([HOST]));
  });

  it("with a redirect to another host never gets the key", async () => {
    rehearsal.sources.play(URL_OF, { status: 302, body: "", headers: { location: "https://elsewhere.example/x" } });
    rehearsal.sources.play("https://elsewhere.example/x", { body: "{}" });
    await ask({ headers: { authorization: "Bearer secret" } });
    const [own, other] = rehearsal.sources.seen;
    expect(own?.headers["authorization"]).toBe("Bearer secret");
    expect(other?.headers["authorization"]).toBeUndefined();
  });

  it("with a huge body, also one that only unpacks to that, is stopped", async () => {
    rehearsal.sources.play(URL_OF, { body: `[${"1,".repeat(20_000)}1]` });
    expect(await failure(ask())).toMatchObject({ kind: "too-big" });
    rehearsal.sources.play(URL_OF, (_, response) => {
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(5_000_000, " ")));
    });
    expect(await failure(ask())).toMatchObject({ kind: "too-big" });
    expect(notes).toEqual([]);
  });

  it("with broken JSON is told so when it is read", async () => {
    rehearsal.sources.play(URL_OF, { body: '{"a":' });
    const payload = await ask();
    expect(await failure(payload?.json() ?? Promise.resolve())).toMatchObject({ kind: "not-what-was-asked" });
  });
});

describe("politeness", () => {
  it("heeds robots.txt, which a host need not have", async () => {
    rehearsal.sources.play("https://closed.example/robots.txt", {
      body: "User-agent: *\nDisallow: /prices\n",
      type: "text/plain",
    });
    rehearsal.sources.play("https://closed.example/prices", { body: "{}" });
    rehearsal.sources.play("https://closed.example/open", { body: "{}" });
    const robots = { robots: true };
    expect(await failure(ask({ url: "https://closed.example/prices" }, robots))).toMatchObject({
      kind: "forbidden-by-robots",
    });
    expect(await ask({ url: "https://closed.example/open" }, robots)).not.toBeNull();
    rehearsal.sources.play(URL_OF, { body: "{}" });
    expect(await ask({}, robots)).not.toBeNull();
    // A web application gives its page for any path.
    const page = "<!DOCTYPE html><html><head><title>Console</title></head></html>";
    rehearsal.sources.play("https://app.example/robots.txt", { body: page, type: "text/html" });
    rehearsal.sources.play("https://app.example/api", { body: "{}" });
    expect(await ask({ url: "https://app.example/api" }, robots)).not.toBeNull();
  });

  it("spreads the requests of all processes over a shared quota", async () => {
    // One request in 100 seconds: how fast this machine gets from one line to the next does not matter beside that.
    const slot = () => takeSlot(store.db.sql, "shared", 0.01);
    const places = (waits: number[]) => waits.map((wait) => Math.ceil(wait / 100_000)).toSorted((a, b) => a - b);
    const waits: number[] = [];
    for (let n = 0; n < 5; n += 1) waits.push(await slot());
    expect(waits[0]).toBe(0);
    expect(places(waits)).toEqual([0, 1, 2, 3, 4]);
    expect(places(await Promise.all(Array.from({ length: 4 }, slot)))).toEqual([5, 6, 7, 8]);
  });

  it("waits as Retry-After says, in seconds or to a date, and else ever longer", () => {
    const at = new Date("2026-11-24T12:00:00Z");
    expect(retryAfterMs("7", at)).toBe(7000);
    expect(retryAfterMs("Tue, 24 Nov 2026 12:00:30 GMT", at)).toBe(30_000);
    expect(retryAfterMs("soon", at)).toBeNull();
    expect([2, 3, 4].map((attempt) => backoff(usualLimits, attempt, 1))).toEqual([1000, 2000, 4000]);
    expect(backoff(usualLimits, 2, 0)).toBe(500);
  });
});

describe("private addresses", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.1",
    "169.254.169.254",
    "::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "0.0.0.0",
    "100.64.0.1",
  ])("%s is one", (address) => {
    expect(isPrivate(address)).toBe(true);
  });
  it("a public one is not", () => {
    expect(isPrivate("93.184.216.34")).toBe(false);
    expect(() => demandPublic(new URL("https://prices.azure.com/"))).not.toThrow();
  });
  it("a public name that leads inside is refused before a connection is made", async () => {
    const resolve: unknown = (
      _: string,
      __: unknown,
      done: (error: null, found: { address: string; family: number }[]) => void,
    ) => done(null, [{ address: "10.0.0.5", family: 4 }]);
    const inside = publicLookup(z.custom<typeof systemLookup>().parse(resolve));
    const error = await new Promise((done) => inside("trap.example", { all: true }, (failed) => done(failed)));
    expect(error).toMatchObject({ kind: "redirected-away" });
  });
});
