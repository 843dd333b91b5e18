import { describe, expect, it } from "vitest";
import { connector } from "@/lib/ingest/connectors/gpurentalprices";
import { context, jsonPayload, readAll, rehearse } from "./gpu-fixtures";

const row = (changes: Record<string, unknown>) => ({
  provider: "lambda",
  gpu: "h100-sxm",
  vram_gb: 80,
  usd_hr: 3.99,
  kind: "on-demand",
  source_url: "https://lambda.example/pricing",
  fetched_at: "2026-11-24T06:00:00.000Z",
  ...changes,
});
const file = (date: string, ...offers: unknown[]) => [jsonPayload({ date, offers }, "latest")];

describe("gpurentalprices.com", () => {
  it("is a cross-check whose prices are a third party's catalogue", async () => {
    const { observations } = await rehearse(connector);
    expect(connector.role).toBe("cross-check");
    expect(new Set(observations.map(({ dims }) => dims["kind"]))).toEqual(new Set(["catalogue"]));
  });

  it("reads prices for one GPU, and keeps offers of one provider apart", async () => {
    expect((await rehearse(connector)).values("gpu", "segment", "provider", "tenor", "offer")).toEqual({
      "h100-sxm neocloud lambda on-demand not-stated": 3.99,
      "h100-sxm neocloud runpod on-demand not-stated": 3.29,
      "h100-sxm marketplace runpod-community on-demand not-stated": 2.69,
      "h100-sxm neocloud verda on-demand x1": 3.25,
      "h100 neocloud hyperstack on-demand not-stated": 2.5,
      "h100-sxm neocloud coreweave on-demand x8": 6.155,
      "a100-80gb neocloud lambda on-demand sxm": 2.79,
      "a100-80gb neocloud runpod on-demand pcie": 1.39,
      "h100 neocloud modal on-demand serverless": 3.95,
      "h100-sxm neocloud vultr spot x8": 2.3,
      "h200 neocloud crusoe on-demand not-stated": 4.29,
    });
  });

  it("passes a row that is repeated after its fetch failed for more than three days (T12)", async () => {
    const { passed, values } = await rehearse(connector);
    expect(passed).toMatchObject({ "stale at the source": 1 });
    expect(Object.keys(values("provider"))).not.toContain("nebius");
    const late = await readAll(connector, file("2026-11-24", row({ fetched_at: "2026-11-21T23:59:59.000Z" })));
    expect(late.observations).toHaveLength(1);
  });

  it("dates prices as the file does, and never as the day on which an old file is fetched (T12)", async () => {
    const { observations, rejected, stale } = await readAll(
      connector,
      file("2026-08-22", row({ fetched_at: "2026-08-22T06:21:49.413Z" })),
    );
    expect(observations).toMatchObject([{ period: "2026-08-22", knownAt: "2026-08-22T00:00:00Z", value: 3.99 }]);
    expect(rejected).toEqual({});
    expect(stale).toEqual([
      "The newest file of gpurentalprices.com was last written on 2026-08-22, 94 days ago; it used to be written anew within 3 days.",
    ]);
  });

  it("passes hyperscalers, which are read elsewhere in full or stand for the GPU alone (T7)", async () => {
    const { rejected, passed, values } = await rehearse(connector);
    expect(rejected).toEqual({});
    expect(passed).toMatchObject({
      "a hyperscaler's row: its own list is read in full": 2,
      "a hyperscaler's row: the price of the GPU without its machine": 1,
    });
    for (const provider of ["aws", "azure", "google-cloud"]) expect(values("provider")).not.toHaveProperty(provider);
  });

  it("takes the form factor from the label or the memory and from nothing else (T6)", async () => {
    const { values } = await readAll(
      connector,
      file("2026-11-24", row({ gpu: "h100", provider: "a" }), row({ gpu: "h100", vram_gb: 94, provider: "b" })),
    );
    expect(values("gpu", "provider")).toEqual({ "h100 a": 3.99, "h100-nvl b": 3.99 });
  });

  it("asks dated files too where it is asked for its history, and skips days without one", async () => {
    const run = context({ since: "2026-11-22" });
    const { asked, observations } = await rehearse(connector, run);
    expect(asked.map((one) => one.name)).toEqual(["2026-11-22", "2026-11-23", "latest"]);
    expect(observations.filter((one) => one.period === "2026-11-23")).toMatchObject([
      { value: 3.99, knownAt: "2026-11-23T00:00:00Z" },
    ]);
  });

  it("claims nothing about when a file of tomorrow was known", async () => {
    const { observations } = await readAll(connector, file("2026-11-25", row({})));
    expect(observations[0]).toMatchObject({ period: "2026-11-25" });
    expect(observations[0]).not.toHaveProperty("knownAt");
  });

  it("rejects other shapes, notes new fields, and fails where there is no date", async () => {
    const { rejected, unknownFields } = await readAll(
      connector,
      file(
        "2026-11-24",
        row({ kind: "barter" }),
        row({ fetched_at: "yesterday" }),
        row({ usd_hr: 0 }),
        row({ odd: 1 }),
      ),
    );
    expect(Object.keys(rejected)).toEqual([
      expect.stringMatching(/^not the shape of an offer: kind/),
      expect.stringMatching(/^not the shape of an offer: fetched_at/),
      "a price of nothing",
    ]);
    expect(unknownFields).toEqual(["odd"]);
    await expect(readAll(connector, [jsonPayload({ offers: [] }, "latest")])).rejects.toThrow(/no date/);
  });

  it("passes slices by their label or their memory", async () => {
    const { observations, passed } = await readAll(
      connector,
      file("2026-11-24", row({ vram_gb: 20 }), row({ gpu: "a100-mig", vram_gb: 10 }), row({ gpu: "1/2 a100" })),
    );
    expect([observations, passed]).toEqual([[], { "a slice of a GPU": 3 }]);
  });
});
