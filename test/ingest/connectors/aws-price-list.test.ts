import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/aws-price-list";
import { payloadOf, readAll } from "./gpu-fixtures";

const COLUMNS = [
  ..."SKU,OfferTermCode,TermType,PriceDescription,EffectiveDate,StartingRange,Unit,PricePerUnit,Currency".split(","),
  ..."LeaseContractLength,PurchaseOption,OfferingClass,Instance Type,Tenancy,Operating System".split(","),
  ..."operation,CapacityStatus,instanceSKU,MarketOption,Pre Installed S/W,Region Code".split(","),
];
type Row = Record<string, string>;
const row = (changes: Row = {}): Row => ({
  SKU: "P5ONDEMAND",
  OfferTermCode: "JRTCKXETXF",
  TermType: "OnDemand",
  PriceDescription: "$55.04 per On Demand Linux p5.48xlarge Instance Hour",
  EffectiveDate: "2026-09-01",
  StartingRange: "0",
  Unit: "Hrs",
  PricePerUnit: "55.04",
  Currency: "USD",
  "Instance Type": "p5.48xlarge",
  Tenancy: "Shared",
  "Operating System": "Linux",
  operation: "RunInstances",
  CapacityStatus: "Used",
  MarketOption: "OnDemand",
  "Pre Installed S/W": "NA",
  "Region Code": "us-east-1",
  ...changes,
});
const block = (changes: Row = {}): Row =>
  row({
    SKU: "P5BLOCK",
    PriceDescription: "$0.00 per Capacity Block Linux p5.48xlarge Instance Hour",
    PricePerUnit: "0.00",
    operation: "RunInstances:CB",
    MarketOption: "CapacityBlock",
    ...changes,
  });
const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(",");
const file = (rows: readonly Row[], published = "2026-11-20T00:00:00Z"): string =>
  [
    quoted(["FormatVersion", "v1.0"]),
    quoted(["Publication Date", published]),
    quoted(COLUMNS),
    ...rows.map((one) => quoted(COLUMNS.map((name) => one[name] ?? ""))),
  ].join("\n");
const read = (rows: readonly Row[], published?: string) =>
  readAll(connector, [payloadOf("us-east-1", "https://source.example/", file(rows, published))]);
const BLOCK = "a Capacity Block: paid before and for its days, no price on demand";

describe("AWS's market option", () => {
  it.each([
    ["of nothing", {}],
    ["that costs something", { PricePerUnit: "39.80" }],
    ["that is written in two words", { MarketOption: "Capacity Block", PricePerUnit: "39.80" }],
    ["that only its operation tells", { MarketOption: "", PricePerUnit: "39.80", PriceDescription: "" }],
    ["that only its words tell", { MarketOption: "NA", PricePerUnit: "39.80", operation: "RunInstances" }],
  ])("passes a Capacity Block %s, before and after the price on demand", async (_, changes) => {
    for (const rows of [
      [row(), block(changes)],
      [block(changes), row()],
    ]) {
      const found = await read(rows);
      expect(found.values("tenor")).toEqual({ "on-demand": 6.88 });
      expect([found.passed, found.rejected, found.unknownFields]).toEqual([{ [BLOCK]: 1 }, {}, []]);
    }
  });

  it("passes a market that is not known by its name, and reads a file of the time before the column", async () => {
    const found = await read([row({ MarketOption: "Spot", PricePerUnit: "11" }), row({ MarketOption: "" })]);
    expect(found.values("tenor")).toEqual({ "on-demand": 6.88 });
    expect(found.passed).toEqual({ "market option Spot": 1 });
  });

  it("never lets a price of nothing into the batch", async () => {
    const found = await read([row({ PricePerUnit: "0.0000000000" })]);
    expect([found.observations, found.passed]).toEqual([[], { "a price of nothing": 1 }]);
  });
});

describe("AWS's effective dates", () => {
  it("leave out a price that begins later, and the one that the newest replaced", async () => {
    const found = await read([
      row({ EffectiveDate: "2025-06-01", PricePerUnit: "98.32" }),
      row(),
      row({ EffectiveDate: "2026-12-01", PricePerUnit: "44" }),
    ]);
    expect(found.values("tenor")).toEqual({ "on-demand": 6.88 });
    expect(found.passed).toEqual({
      "a price that is not in force yet": 1,
      "an earlier price of the same meter, which a later one has replaced": 1,
    });
  });

  it("hold for both rows of a reservation", async () => {
    const term = {
      SKU: "R",
      OfferTermCode: "ALLUP",
      TermType: "Reserved",
      LeaseContractLength: "1yr",
      PurchaseOption: "All Upfront",
      OfferingClass: "standard",
    };
    const found = await read([
      row({ ...term, PricePerUnit: "0" }),
      row({ ...term, Unit: "Quantity", PricePerUnit: "350400" }),
      row({ ...term, Unit: "Quantity", PricePerUnit: "700800", EffectiveDate: "2024-01-01" }),
    ]);
    expect(found.values("tenor", "prepay")).toEqual({ "m12 p100": 5 });
  });
});

describe("AWS's own date", () => {
  it("lets the list count for the day of the fetch while it is kept", async () => {
    const found = await read([row()], "2026-11-01T22:53:08Z");
    expect([found.observations.map((one) => one.period), found.stale]).toEqual([["2026-11-24"], []]);
  });

  it("is the date of a list that nobody has written for long, which is said", async () => {
    const found = await read([row()], "2026-08-12T22:53:08Z");
    expect(found.observations.map((one) => one.period)).toEqual(["2026-08-12"]);
    expect(found.stale).toEqual([
      "AWS's price file of us-east-1 was last written on 2026-08-12, 104 days ago; it used to be written anew within 45 days.",
    ]);
  });

  it("passes machines of the same families by their name", async () => {
    const found = await read([row({ "Instance Type": "p7-r200.48xlarge" }), row({ "Instance Type": "m5.large" })]);
    expect(found.passed).toEqual({ "machine not tracked: p7-r200.48xlarge": 1 });
  });
});
