import { createServer } from "node:http";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { Database } from "@/db/client";
import { connectorOf } from "@/lib/ingest/find-connector";
import { usualLimits } from "@/lib/ingest/fetch/limits";
import { openWire } from "@/lib/ingest/fetch/wire";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import { silentLog } from "@/lib/ingest/run/log";
import type { RunTools } from "@/lib/ingest/run/order";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";

const AWS = [
  "SKU",
  "OfferTermCode",
  "RateCode",
  "TermType",
  "PriceDescription",
  "EffectiveDate",
  "StartingRange",
  "EndingRange",
  "Unit",
  "PricePerUnit",
  "Currency",
  "RelatedTo",
  "LeaseContractLength",
  "PurchaseOption",
  "OfferingClass",
  "Instance Type",
  "Tenancy",
  "Operating System",
  "License Model",
  "CapacityStatus",
  "Pre Installed S/W",
  "GPU",
  "Region Code",
];

const csv = (cells: readonly string[]): string => `${cells.map((cell) => `"${cell}"`).join(",")}\n`;

function awsRow(n: number, instance: string, price: string): string {
  const cells: Record<string, string> = {
    SKU: `SKU${n}`,
    TermType: "OnDemand",
    PriceDescription: "Constructed for measurements, as wide as the rows of the real file are",
    Unit: "Hrs",
    PricePerUnit: price,
    Currency: "USD",
    "Instance Type": instance,
    Tenancy: "Shared",
    "Operating System": "Linux",
    CapacityStatus: "Used",
    "Pre Installed S/W": "NA",
    "Region Code": "us-east-1",
  };
  return csv(AWS.map((name) => cells[name] ?? ""));
}

/** A constructed price file in AWS's shape: `megabytes` of machines without GPU, with one H100 machine near its end. */
function* awsFile(megabytes: number): Generator<string> {
  yield `"FormatVersion","v1.0"\n${csv(AWS)}`;
  const rows = Array.from({ length: 5000 }, (_, at) => awsRow(at, "m5.large", "0.096")).join("");
  for (let bytes = 0; bytes < megabytes * 1e6; bytes += rows.length) yield rows;
  yield awsRow(1, "p5.48xlarge", "55.04");
}

/** A constructed list of offers of a marketplace: so many machines, half of them by four hosts. */
function vastOffers(count: number): string {
  const offers = Array.from({ length: count }, (_, at) => ({
    id: at,
    machine_id: at,
    host_id: at % 997,
    gpu_name: ["H100 SXM", "H200", "B200", "A100 SXM4"][at % 4],
    num_gpus: 8,
    gpu_ram: 81_559,
    dph_base: 16 + (at % 100) / 10,
    min_bid: 10,
    geolocation: "Oregon, US",
  }));
  return JSON.stringify({ offers });
}

/** A constructed catalogue of so many machines and regions, each a series of its own. */
function azurePage(count: number): string {
  const items = Array.from({ length: count }, (_, at) => ({
    currencyCode: "USD",
    retailPrice: 98.32 + (at % 50) / 10,
    armRegionName: `region${at}`,
    meterName: "ND96isr H100 v5",
    productName: "Virtual Machines",
    skuName: "ND96isr H100 v5",
    type: "Consumption",
    armSkuName: "Standard_ND96isr_H100_v5",
    unitOfMeasure: "1 Hour",
  }));
  return JSON.stringify({ Items: items, NextPageLink: null });
}

async function played(answers: Record<string, () => Iterable<string>>): Promise<{ at: string; close: () => void }> {
  const server = createServer((request, response) => {
    const found = Object.entries(answers).find(([part]) => (request.url ?? "").includes(part));
    if (!found || request.url?.endsWith("robots.txt")) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": part(found[0]) });
    return Readable.from(found[1]()).pipe(response);
  });
  const part = (name: string) => (name.includes("index.csv") ? "text/csv" : "application/json");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return { at: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Measures fetching, parsing, gating and publishing: records a second, and the memory that a large file takes. */
export async function benchIngest(
  db: Database,
  folder: string,
  say: (line: string) => void,
  megabytes: number,
): Promise<void> {
  const gpus = ["h100-sxm", "h200", "b200", "a100-80gb"];
  await publishChangeSet(db, {
    author: { kind: "starter", name: "Bench" },
    reason: "Constructed for measurements",
    entities: gpus.map((slug) => ({ kind: "accelerator", slug, name: slug, verified: false })),
  });
  const answers = {
    "us-east-1/index.csv": () => awsFile(megabytes),
    "us-east-2/index.csv": () => awsFile(0),
    "us-west-2/index.csv": () => awsFile(0),
    "console.vast.ai": () => [vastOffers(100_000)],
    "prices.azure.com": () => [azurePage(20_000)],
  };
  const sources = await played(answers);
  const scratch = path.join(folder, "payloads", "incoming");
  mkdirSync(scratch, { recursive: true });
  const wire = openWire(usualLimits, sources.at);
  const store = folderStore(path.join(folder, "payloads"));
  const tools: RunTools = {
    db,
    sql: db.sql,
    wire,
    store,
    scratch,
    limits: { ...usualLimits, pace: 1000 },
    userAgent: "bench",
    key: "",
    log: silentLog,
  };
  say("ingest                      seconds   records   records/s   values   memory over start, MB");
  for (const slug of ["aws-price-list", "vast-ai", "azure-retail-prices"]) {
    const usual = connectorOf(slug);
    const connector = slug === "azure-retail-prices" ? { ...usual, fetch: onePage } : usual;
    globalThis.gc?.();
    const start = process.memoryUsage().rss;
    let peak = start;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    const began = performance.now();
    const { ending } = await runConnector(
      tools,
      { ...connector, mostBytes: 3_000_000_000 },
      { trigger: "command", startedBy: "bench" },
    );
    const seconds = (performance.now() - began) / 1000;
    clearInterval(watch);
    if (ending.error) throw new Error(ending.error);
    const lines =
      slug === "aws-price-list"
        ? Math.round((megabytes * 1e6) / awsRow(1, "m5.large", "0.096").length)
        : slug === "vast-ai"
          ? 100_000
          : ending.seen;
    const cells = [
      slug.padEnd(24),
      seconds.toFixed(1).padStart(10),
      String(lines).padStart(9),
      (lines / seconds).toFixed(0).padStart(11),
      String(ending.appended).padStart(8),
      ((peak - start) / 1e6).toFixed(0).padStart(24),
    ];
    say(cells.join(" "));
  }
  await wire.close();
  sources.close();
}

const onePage: RunConnectorFetch = async (ask) => {
  await ask({ name: "one page", url: "https://prices.azure.com/api/retail/prices", expects: "json" });
};
type RunConnectorFetch = Parameters<typeof runConnector>[1]["fetch"];
