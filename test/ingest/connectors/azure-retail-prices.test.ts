import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/azure-retail-prices";
import { jsonPayload, readAll } from "./gpu-fixtures";

const item = (changes: object = {}) => ({
  currencyCode: "USD",
  retailPrice: 98.32,
  armRegionName: "eastus",
  meterName: "ND96isr H100 v5",
  productName: "Virtual Machines NDsr H100 v5 Series",
  skuName: "ND96isr H100 v5",
  type: "Consumption",
  armSkuName: "Standard_ND96isr_H100_v5",
  unitOfMeasure: "1 Hour",
  effectiveStartDate: "2026-06-01T00:00:00Z",
  ...changes,
});
const read = (...items: object[]) => readAll(connector, [jsonPayload({ Items: items })]);
const [START, END] = ["effectiveStartDate", "effectiveEndDate"];

describe("Azure's effective dates", () => {
  it.each([
    ["that begins next year", { [START]: "2027-01-01T00:00:00Z" }, "a price that is not in force yet"],
    ["that begins tomorrow", { [START]: "2026-11-25T00:00:00Z" }, "a price that is not in force yet"],
    ["that ended last year", { [END]: "2025-12-31T23:59:59Z" }, "a price that has ended"],
    ["that ended at midnight", { [END]: "2026-11-24T00:00:00Z" }, "a price that has ended"],
  ])("leave out a price %s", async (_, changes, reason) => {
    const found = await read(item(changes));
    expect([found.observations, found.passed]).toEqual([[], { [reason]: 1 }]);
  });

  it.each([
    ["begins today", { [START]: "2026-11-24T12:00:00Z" }],
    ["ends in the far future", { [END]: "9999-12-31T00:00:00Z" }],
    ["says nothing of its term", { [START]: undefined }],
  ])("keep a price that %s", async (_, changes) => {
    expect((await read(item(changes))).values("gpu")).toEqual({ "h100-sxm": 12.29 });
  });

  it("reject the one price whose date cannot be read, and keep the others", async () => {
    const found = await read(item({ [START]: "soon" }), item({ armRegionName: "westus3", retailPrice: 80 }));
    expect(found.values("region")).toEqual({ westus3: 10 });
    expect(Object.keys(found.rejected)).toEqual(["a term that cannot be read: soon to "]);
  });

  it("take of two prices of one meter the one that began last, in any order", async () => {
    const rows = [item({ retailPrice: 120, [START]: "2025-01-01T00:00:00Z" }), item()];
    for (const some of [rows, rows.toReversed()]) {
      const found = await read(...some);
      expect(found.values("gpu")).toEqual({ "h100-sxm": 12.29 });
      expect(found.passed).toEqual({ "an earlier price of the same meter, which a later one has replaced": 1 });
    }
  });

  it("take the price in force where a later one is announced already", async () => {
    const found = await read(item(), item({ retailPrice: 88, [START]: "2026-12-01T00:00:00Z" }));
    expect(found.values("gpu")).toEqual({ "h100-sxm": 12.29 });
  });

  it("are kept apart for spot, reservations and on demand", async () => {
    const found = await read(
      item(),
      item({ skuName: "ND96isr H100 v5 Spot", retailPrice: 40, [START]: "2026-11-01T00:00:00Z" }),
      item({ type: "Reservation", reservationTerm: "1 Year", retailPrice: 551_221, [START]: "2026-11-02T00:00:00Z" }),
      item({ type: "Reservation", reservationTerm: "1 Year", retailPrice: 900_000, [START]: "2024-11-02T00:00:00Z" }),
      item({ type: "DevTestConsumption", retailPrice: 50, [START]: "2026-11-03T00:00:00Z" }),
    );
    expect(found.values("tenor")).toEqual({ "on-demand": 12.29, spot: 5, m12: 7.865596 });
    expect(found.passed).toMatchObject({ "price type DevTestConsumption": 1 });
  });
});

describe("Azure's meters", () => {
  it("count where they are the primary ones of their region, whatever is dearer or newer", async () => {
    const found = await read(
      item({ meterId: "a", isPrimaryMeterRegion: true }),
      item({ meterId: "b", isPrimaryMeterRegion: false, retailPrice: 70, [START]: "2026-11-01T00:00:00Z" }),
    );
    expect(found.values("gpu")).toEqual({ "h100-sxm": 12.29 });
    expect(found.passed).toEqual({ "not the primary meter of its region": 1 });
  });

  it("are doubted where none is called primary", async () => {
    const found = await read(item({ isPrimaryMeterRegion: false }));
    expect(found.doubts.map(({ value, rule }) => [value, rule])).toEqual([[12.29, "not-primary"]]);
  });

  it("are no price at nothing, nor for a larger volume alone", async () => {
    const found = await read(item({ retailPrice: 0 }), item({ retailPrice: 60, tierMinimumUnits: 1000 }));
    expect(found.observations).toEqual([]);
    expect(found.passed).toEqual({ "a price of nothing": 1, "a price of a larger volume": 1 });
  });
});
