import { describe, expect, it } from "vitest";
import { connector as genaiPrices } from "@/lib/ingest/connectors/genai-prices";
import { connector as modelsDev } from "@/lib/ingest/connectors/models-dev";
import { context, jsonPayload, readAll } from "./gpu-fixtures";

describe("prices of tokens", () => {
  const later = [{ constraint: { start_date: "2027-01-01" }, prices: { input_mtok: 9 } }];
  const models = [
    { id: "claude-now", prices: { input_mtok: 1 } },
    { id: "claude-later", prices: later },
    { id: "claude-both", prices: [{ constraint: { start_date: "2026-11-01" }, prices: { input_mtok: 3 } }, ...later] },
  ];
  const read = (day: string) => readAll(genaiPrices, [jsonPayload([{ id: "anthropic", models }])], context({ day }));

  it("are none of today's where all of them begin later, and the model passes", async () => {
    const { values, passed } = await read("2026-11-24");
    expect(values("model")).toEqual({ "claude-now": 1, "claude-both": 3 });
    expect(passed).toMatchObject({ "a price that is not in force yet": 1 });
  });

  it("are today's from the day on which they begin", async () => {
    expect((await read("2026-12-31")).values("model")).not.toHaveProperty("claude-later");
    expect((await read("2027-01-01")).values("model")).toEqual({
      "claude-now": 1,
      "claude-later": 9,
      "claude-both": 9,
    });
  });

  it("are none of a model that is announced and not out", async () => {
    const model = (id: string, release_date: string) => ({
      id,
      release_date,
      modalities: { output: ["text"] },
      cost: { input: 2 },
    });
    const dates = { "grok-5": "2026-11-24", "grok-6": "2026-11", "grok-7": "2026-12", "grok-8": "2027-01-15" };
    const all = Object.fromEntries(Object.entries(dates).map(([id, date]) => [id, model(id, date)]));
    const { values, passed } = await readAll(modelsDev, [jsonPayload({ xai: { id: "xai", models: all } })]);
    expect(values("model")).toEqual({ "grok-5": 2, "grok-6": 2 });
    expect(passed).toMatchObject({ "a model that is not out yet": 2 });
  });
});
