import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { now } from "@/lib/kernel/clock";
import { connectorOf } from "@/lib/ingest/find-connector";
import { watchConnectors } from "@/lib/ingest/alerts/watch";
import { runConnector } from "@/lib/ingest/run/run-connector";
import type { RunReport } from "@/lib/ingest/run/order";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { readDisagreements } from "@/lib/studio/refresh/read-disagreements";
import { knowAccelerators, useSources } from "../setup/ingest";
import { useStore } from "../setup/store";
import { colleague } from "../setup/studio";

// Traps that public trackers of GPU prices fell into, each by a payload in its source's shape, from the request to what
// is published. Those of one source's own shape are beside its connector: sentinels (T2) runpod, reservations (T3)
// gpu-connectors, wrong cells (T5) lambda, form factors (T6) shadeform and gpuhunt, components (T7) gcp-billing, tenors
// (T8) runpod, brokers (T10) prime-intellect, administered spot (T11) skypilot and gpuhunt, stale rows (T12)
// gpurentalprices; what an index leaves out is in test/unit/price-index/exclusions.test.ts.

const store = useStore();
const rehearsal = useSources();
const OCI = "https://apexapps.oracle.com/pls/apex/cetools/api/v1/products/";
const AWS = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/";
const SKYPILOT = "https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8/oci/vms.csv";
const RENTAL = "https://raw.githubusercontent.com/adriannutiu/gpu-rental-prices/main/data/";
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await knowAccelerators(store.db);
});

const run = (slug: string, since: string | null = null): Promise<RunReport> =>
  runConnector(rehearsal.tools(store.db), connectorOf(slug), { trigger: "command", startedBy: "test", since });
const dayAgo = (days: number) => new Date(now().getTime() - days * 86_400_000).toISOString().slice(0, 10);
const recorded = async (url: string) => (await fetch(`${rehearsal.sources.address}/${url.slice(8)}`)).text();
/** Moves what a run published to an earlier day, so that the next run has something to be held against. */
const moveBack = ({ passed }: RunReport, days: number) =>
  publishChangeSet(store.db, {
    author: { kind: "person", name: "Test analyst" },
    reason: "Constructed for a test",
    observations: passed.map(({ proposal }) => ({ ...proposal, period: dayAgo(days) })),
  });

describe("T1, a source that goes over from the GPU to the machine", () => {
  it("is held as a whole, and named for what it is", async () => {
    await moveBack(await run("aws-price-list"), 1);
    for (const region of ["us-east-1", "us-east-2", "us-west-2"]) {
      const url = `${AWS}${region}/index.csv`;
      const eightfold = (await recorded(url)).replaceAll(
        /"(\d+\.\d{10})","USD"/g,
        (_, price: string) => `"${(Number(price) * 8).toFixed(10)}","USD"`,
      );
      rehearsal.sources.play(url, { body: eightfold, type: "text/csv" });
    }
    const { ending, held } = await run("aws-price-list");
    expect(ending).toMatchObject({ accepted: 0, appended: 0 });
    expect(new Set(held.map((one) => one.rule))).toEqual(new Set(["unit-switch"]));
    expect(held[0]?.reason).toContain("are 8 times what they were");
  });
});

describe("T4, a table that nobody keeps any more", () => {
  it("is told to the admins after half a year of the very same bytes, and its prices stand", async () => {
    const list = await recorded(`${OCI}?currencyCode=USD`);
    await store.db.sql`
      insert into payload (hash, bytes, kept_bytes, first_seen)
      values (${createHash("sha256").update(list).digest("hex")}, ${list.length}, 1, now() - interval '200 days')`;
    expect((await run("oci-price-list")).ending).toMatchObject({ state: "published", appended: 6 });
    const words: string[] = [];
    await watchConnectors(store.db, [connectorOf("oci-price-list")], null, (step) => words.push(String(step["words"])));
    expect(words).toEqual([expect.stringMatching(/^It has sent the very same bytes for 200 days/)]);
  });
});

describe("T5, the wrong cell of a table", () => {
  it("is seen by the cross-check, which says another price for the same", async () => {
    await run("oci-price-list");
    // Oracle's A100 at what its table has for another GPU.
    rehearsal.sources.play(SKYPILOT, {
      body: (await recorded(SKYPILOT)).replaceAll(",80,", ",27.6,"),
      type: "text/csv",
    });
    await run("skypilot-catalog");
    const found = await readDisagreements(await colleague(store.db, "Ada One"), store.db);
    const oracle = found.filter((one) => one.title.startsWith("Oracle"));
    expect(oracle.map(({ own, other }) => [own.price, other.price])).toEqual([[10, 3.45]]);
  });
});

describe("T9, a history that somebody made up", () => {
  const file = (date: string) => {
    const row = { vram_gb: 80, usd_hr: 2.1, kind: "on-demand", source_url: "https://lambda.example/pricing" };
    const offers = [{ provider: "lambda", gpu: "H100 SXM", ...row, fetched_at: `${date}T06:00:00Z` }];
    return { body: JSON.stringify({ date, generated_at: `${date}T06:30:00Z`, offers }) };
  };
  it("is held where a price comes long after its day without an archived copy of it", async () => {
    rehearsal.sources.play(`${RENTAL}latest.json`, file(dayAgo(60)));
    const { held, passed } = await run("gpurentalprices");
    expect(held.map((one) => [one.rule, one.candidate.proposal.period])).toEqual([["backfill", dayAgo(60)]]);
    expect(passed).toEqual([]);
  });
  it("goes out where each price names the dated copy that it is from", async () => {
    rehearsal.sources.play(`${RENTAL}snapshots/`, { status: 404, body: "" });
    rehearsal.sources.play(`${RENTAL}snapshots/${dayAgo(30)}.json`, file(dayAgo(30)));
    rehearsal.sources.play(`${RENTAL}latest.json`, file(dayAgo(0)));
    const { held, passed } = await run("gpurentalprices", dayAgo(32));
    expect(held).toEqual([]);
    expect(passed.map(({ proposal }) => proposal.period)).toEqual([dayAgo(30), dayAgo(0)]);
  });
});

describe("T13, a claim in the press against a price file", () => {
  it("never stands in the place of the file's own price", async () => {
    const file = await run("aws-price-list");
    const own = file.passed.find(({ proposal }) => proposal.dims["gpu"] === "h100-sxm")?.proposal;
    if (!own) throw new Error("the price file has an H100");
    const claim = { ...own, dims: { ...own.dims, kind: "commentary" }, value: 80.62 / 8, note: "Constructed claim" };
    await publishChangeSet(store.db, {
      author: { kind: "person", name: "Test analyst" },
      reason: "Constructed for a test",
      observations: [claim],
    });
    const rows = await store.db.sql<{ value: number; kind: string }[]>`
      select value, dims ->> 'kind' as kind from observation join series on series.id = series_id
      where dims ->> 'gpu' = 'h100-sxm' and dims ->> 'provider' = 'aws' and dims ->> 'region' = ${own.dims["region"] ?? ""}
        and dims ->> 'tenor' = 'on-demand' and dims ->> 'offer' = ${own.dims["offer"] ?? ""} and period = ${own.period}
        and dims ->> 'kind' in ('list', 'commentary')`;
    expect(new Map(rows.map((row) => [row.kind, row.value]))).toEqual(
      new Map([
        ["list", own.value],
        ["commentary", 80.62 / 8],
      ]),
    );
  });
});
