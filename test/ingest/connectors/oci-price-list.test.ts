import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/oci-price-list";
import { jsonPayload, readAll } from "./gpu-fixtures";

const part = (partNumber: string, displayName: string, value: number) => ({
  partNumber,
  displayName,
  metricName: "GPU Per Hour",
  serviceCategory: "Compute - GPU",
  currencyCodeLocalizations: [{ currencyCode: "USD", prices: [{ model: "PAY_AS_YOU_GO", value }] }],
});
const read = (items: object[], lastUpdated: string | undefined = "2026-10-01T14:18:05.193Z") =>
  readAll(connector, [jsonPayload({ lastUpdated, items })]);

describe("Oracle's part numbers", () => {
  it.each([
    ["B92740", "Compute - GPU - E3", "a100-40gb"],
    ["B109479", "Compute - GPU - L40S", "l40s"],
    ["B109485", "OCI - Compute - GPU - MI300X", "mi300x"],
    ["B111758", "OCI- Compute - GPU - MI355X", "mi355x"],
    ["B110979", "OCI - Compute - GPU - GB200", "gb200"],
    ["B112140", "OCI - Compute - GPU - GB300", "gb300"],
    ["B95907", "Compute - GPU - A100 - v2", "a100-80gb"],
    ["B98415", "Oracle Cloud Infrastructure - Compute - GPU - H100", "h100-sxm"],
  ])("%s, “%s”, is %s", async (number, name, gpu) => {
    expect((await read([part(number, name, 3.5)])).values("gpu")).toEqual({ [gpu]: 3.5 });
  });

  it.each([
    ["B109480", "OCI - Compute - GPU - H100T"],
    ["B112613", "OCI - Compute - GPU - RTX PRO 6000"],
    ["B95909", "Compute  - GPU - A10"],
    ["B999999", "OCI - Compute - GPU - H100"],
  ])("%s, “%s”, is passed by its number", async (number, name) => {
    const found = await read([part(number, name, 9)]);
    expect([found.observations, found.passed]).toEqual([[], { [`part number not on the list: ${number} ${name}`]: 1 }]);
  });

  it.each([
    ["B110979", "OCI - Compute - GPU - H100"],
    ["B98415", "Compute - GPU - A100"],
  ])("%s is refused where its words name another GPU: “%s”", async (number, name) => {
    expect((await read([part(number, name, 9)])).rejected).toEqual({ "a part whose words name another GPU": 1 });
  });

  it("are no price at nothing", async () => {
    expect((await read([part("B98415", "H100", 0)])).passed).toEqual({ "a price of nothing": 1 });
  });
});

describe("Oracle's own date", () => {
  it("leaves a list that is kept for the day of the fetch", async () => {
    const found = await read([part("B98415", "H100", 10)]);
    expect([found.observations.map((one) => one.period), found.stale]).toEqual([["2026-11-24"], []]);
  });

  it("dates a list that is not kept any more, which is said", async () => {
    const found = await read([part("B98415", "H100", 10)], "2026-02-01T00:00:00Z");
    expect(found.observations.map((one) => one.period)).toEqual(["2026-02-01"]);
    expect(found.stale).toHaveLength(1);
  });
});
