import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataset } from "@/lib/datasets/definitions/token-prices";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { validateObservation } from "@/lib/datasets/validate";
import type { Connector, Reading } from "@/lib/ingest/connector";
import { connector as genaiPrices } from "@/lib/ingest/connectors/genai-prices";
import { connector as litellmPrices } from "@/lib/ingest/connectors/litellm-prices";
import { connector as modelsDev } from "@/lib/ingest/connectors/models-dev";
import type { Payload } from "@/lib/ingest/payload/payload";
import { pricesOfDay } from "@/lib/ingest/tokens/price-of-day";
import { perMillion } from "@/lib/ingest/tokens/price-tag";
import { tokenProviders } from "@/lib/ingest/tokens/providers";

// The files are constructed in the shape of each source; their prices are what it listed in July or August 2026.
const fixture = (file: string): string => readFileSync(`test/fixtures/sources/${file}`, "utf8");
const genai = fixture("genai-prices/data.json");
const modelsdev = fixture("models-dev/api.json");
const litellm = fixture("litellm-prices/prices.json");
const sources: [Connector, string][] = [
  [genaiPrices, genai],
  [modelsDev, modelsdev],
  [litellmPrices, litellm],
];

const payloadOf = (text: string): Payload => ({
  name: "fixture",
  url: "https://example.org/",
  hash: "",
  bytes: text.length,
  stream: async () => Readable.from([text]),
  text: async () => text,
  json: async () => JSON.parse(text) as unknown,
});

async function read(connector: Connector, text: string, day = "2026-11-24") {
  const observations: ProposedObservation[] = [];
  const [rejected, passed]: [Record<string, string[]>, Record<string, number>] = [{}, {}];
  const unknown: string[] = [];
  const note = (reading: Reading): void => {
    if ("observation" in reading) observations.push(reading.observation);
    else if ("rejected" in reading) (rejected[reading.rejected] ??= []).push(reading.sample);
    else if ("passed" in reading) passed[reading.passed] = (passed[reading.passed] ?? 0) + 1;
    else if ("unknownField" in reading) unknown.push(reading.unknownField);
  };
  const payloads = async function* () {
    yield payloadOf(text);
  };
  for await (const reading of connector.read(payloads(), { day, since: null, key: "" })) note(reading);
  const prices: Record<string, number[]> = {};
  for (const { dims, value } of observations) (prices[`${dims["provider"]} ${dims["model"]}`] ??= []).push(value ?? -1);
  const noteOf = (model: string, kind: string) =>
    observations.find(({ dims }) => dims["model"] === model && dims["kind"] === kind)?.note;
  return { observations, prices, rejected, passed, unknown, noteOf };
}

describe("every source of token prices", () => {
  it.each(sources)("proposes only what the dataset knows ($slug)", async (connector, text) => {
    const { observations, rejected, unknown } = await read(connector, text);
    const publisher = connector.publisher.slug;
    const known = (kind: string, slug: string) => kind === "publisher" && slug === publisher;
    expect(observations.flatMap((one) => validateObservation(dataset, one, known))).toEqual([]);
    for (const one of observations) expect(one).toMatchObject({ source: connector.source.key, period: "2026-11-24" });
    const series = observations.map(({ dims }) => JSON.stringify(dims));
    expect(new Set(series).size).toBe(series.length);
    expect([rejected, unknown]).toEqual([{}, []]);
  });

  it.each(sources)("reads the same again ($slug)", async (connector, text) => {
    expect(await read(connector, text)).toMatchObject({ observations: (await read(connector, text)).observations });
  });

  it.each(sources)("fails where the outer shape is another ($slug)", async (connector) => {
    for (const text of ["[]", "{}", "null", '"<html>"'])
      await expect(read(connector, text)).rejects.toMatchObject({ kind: "shape" });
  });

  it("knows the providers by the names that the dataset has for them", () => {
    const { provider } = dataset.dimensions;
    expect(provider).toMatchObject({
      codes: Object.fromEntries(tokenProviders.map(({ slug }) => [slug, expect.any(String)])),
    });
  });
});

describe("genai-prices", () => {
  it("takes the prices of the day, at the shortest context and for most of the day", async () => {
    const { prices, noteOf } = await read(genaiPrices, genai);
    // In the order in which the file names them: input, cache write, cache read and output, where there are all.
    expect(prices).toEqual({
      "anthropic claude-opus-4-6": [5, 6.25, 0.5, 25],
      "anthropic claude-sonnet-4-5": [3, 3.75, 0.3, 15],
      "anthropic claude-sonnet-5": [3, 3.75, 0.3, 15],
      "deepseek deepseek-chat": [0.27, 0.07, 1.1],
      "deepseek deepseek-v4-flash": [0.14, 0.0028, 0.28],
      "google gemini-2-5-flash": [0.3, 0.03, 2.5],
      "google gemini-3-6-flash": [0.75, 0.075, 3.75],
      "groq llama-3-3-70b-versatile": [0.59, 0.79],
      "mistral mistral-large-2512": [0.5, 0.05, 1.5],
      "moonshotai kimi-k2-6": [0.95, 0.16, 4],
      "openai gpt-5-4": [2.5, 0.25, 15],
      "openai o3": [2, 0.5, 8],
      "togetherai llama-3-3-70b-instruct-turbo": [0.88, 0.88],
      "xai grok-4-3": [1.25, 0.2, 2.5],
      "zai glm-5-2": [1.4, 0.26, 4.4],
    });
    expect(noteOf("gpt-5-4", "input")).toBe(
      "gpt-5.4 input_mtok: 2.5 USD per million tokens, above 272000 input tokens 5",
    );
    expect(noteOf("deepseek-chat", "input")).toContain("for 960 of the day's 1440 minutes");
  });

  it("takes what held before a change on days before it", async () => {
    const { prices } = await read(genaiPrices, genai, "2026-08-31");
    expect(prices["anthropic claude-sonnet-5"]).toEqual([2, 2.5, 0.2, 10]);
    expect((await read(genaiPrices, genai, "2027-01-01")).prices["google gemini-3-6-flash"]).toEqual([1.5, 0.15, 7.5]);
  });

  it("says why it leaves out the others", async () => {
    expect((await read(genaiPrices, genai)).passed).toEqual({
      "a deprecated model": 1,
      "a name whose model moves": 2,
      "a model without a price": 1,
      "a price of a longer context": 7,
      "a price of another day or of a smaller part of the day": 5,
      "a price of another good than text tokens": 8,
      "a price that the source calls unverified": 1,
      "another good than text tokens": 2,
      "model not tracked at this provider": 5,
      "provider not tracked": 2,
    });
  });

  it("rejects the one model that is broken, and a price below nothing", async () => {
    const models = [
      { id: "deepseek-v9", match: {}, prices: { input_mtok: "0.1" } },
      { id: "deepseek-v8", match: {}, prices: { input_mtok: -1, output_mtok: 0, input_smell_mtok: 3 }, odour: 1 },
      { id: "deepseek-v7", match: {}, prices: [{ constraint: { start_time: "noon", end_time: "x" }, prices: {} }] },
      { id: "deepseek-v6", match: {}, prices: {} },
      { id: "deepseek-v5", match: {}, prices: { output_mtok: 2 } },
    ];
    const text = JSON.stringify([{ id: "deepseek", models }, { id: "openai" }]);
    const { prices, rejected, passed, unknown } = await read(genaiPrices, text);
    expect(prices).toEqual({ "deepseek deepseek-v5": [2] });
    expect(unknown).toEqual(["odour", "input_smell_mtok"]);
    expect(rejected["a price below nothing"]).toEqual(["deepseek-v8 input_mtok: -1 USD per million tokens"]);
    expect(rejected["a tracked provider is not listed any more"]).toContain("anthropic");
    expect(Object.keys(rejected).filter((reason) => reason.startsWith("not the shape of"))).toHaveLength(3);
    expect(passed).toMatchObject({ "a price of nothing: free, or not known": 1, "a model without a price": 1 });
  });
});

describe("models.dev", () => {
  it("takes the usual mode at the shortest context, and a dated version only at prices of its own", async () => {
    const { prices, passed, noteOf } = await read(modelsDev, modelsdev);
    expect(prices).toEqual({
      "alibaba qwen3-coder-plus": [1, 5],
      "anthropic claude-haiku-4-5": [1, 5, 0.1, 1.25],
      "anthropic claude-opus-4-7": [5, 25, 0.5, 6.25],
      "deepseek deepseek-v4-pro": [0.435, 0.87, 0.003625],
      "google gemini-2-5-flash": [0.3, 2.5, 0.03],
      "groq llama-3-3-70b-versatile": [0.59, 0.79],
      "mistral mistral-large-2512": [0.5, 1.5],
      "moonshotai kimi-k2-6": [0.95, 4, 0.16],
      "openai gpt-4o": [2.5, 10, 1.25],
      "openai gpt-4o-2024-05-13": [5, 15],
      "openai gpt-5-4": [2.5, 15, 0.25],
      "togetherai llama-3-3-70b-instruct-turbo": [0.88, 0.88],
      "xai grok-4-3": [1.25, 2.5, 0.2],
      "zai glm-5": [1, 3.2, 0.2],
    });
    expect(passed).toEqual({
      "a dated version at the prices of its undated name": 2,
      "a deprecated model": 1,
      "a name whose model moves": 2,
      "a price of a longer context": 2,
      "a price of another good than text tokens": 1,
      "a price of another mode": 2,
      "a price of nothing: free, or not known": 5,
      "another good than text tokens": 3,
      "model not tracked at this provider": 4,
      "provider not tracked": 3,
    });
    expect(noteOf("gpt-5-4", "output")).toBe(
      "gpt-5.4 output: 15 USD per million tokens, above 272000 tokens of context 22.5",
    );
  });

  it("rejects the one record that lost a field, and notes what is new", async () => {
    const gone = { id: "grok-9", name: "Grok 9", cost: { input: 1, output: 2 } };
    const fresh = { ...gone, id: "grok-8", modalities: { output: ["text"] }, mood: "good", cost: { input: 1, tip: 2 } };
    const text = JSON.stringify({
      xai: { id: "xai", models: { "grok-9": gone, "grok-8": fresh } },
      deepseek: { id: "deepseek" },
    });
    const { prices, rejected, unknown } = await read(modelsDev, text);
    expect(prices).toEqual({ "xai grok-8": [1] });
    expect(unknown.toSorted()).toEqual(["mood", "tip"]);
    expect(Object.keys(rejected)).toEqual([
      expect.stringMatching(/^not the shape of a model: modalities/),
      expect.stringMatching(/^not the shape of a provider: models/),
      "a tracked provider is not listed any more",
    ]);
  });
});

describe("LiteLLM's price map", () => {
  it("turns USD per token into USD per million, of text and batches, under one spelling of a name", async () => {
    const { observations, prices, passed, noteOf } = await read(litellmPrices, litellm);
    expect(prices).toEqual({
      "alibaba qwen-max": [1.6, 6.4],
      "alibaba qwen3-max": [1.2, 6],
      "anthropic claude-sonnet-4-5": [3, 15, 0.3, 3.75],
      "deepseek deepseek-v4-flash": [0.14, 0.28, 0.0028],
      "google gemini-2-5-flash": [0.3, 2.5, 0.03],
      "groq llama-3-3-70b-versatile": [0.59, 0.79],
      "mistral mistral-large-2512": [0.5, 1.5],
      "moonshotai kimi-k2-6": [0.95, 4, 0.16],
      "openai gpt-4o": [2.5, 10, 1.25, 1.25, 5],
      "openai gpt-4o-2024-05-13": [5, 15, 2.5, 7.5],
      "openai gpt-5-4": [2.5, 15, 0.25, 1.25, 7.5],
      "togetherai llama-3-3-70b-instruct-turbo": [0.88, 0.88],
      "xai grok-4-3": [1.25, 2.5, 0.2],
      "zai glm-5": [1, 3.2, 0.2],
    });
    const batches = observations.filter(({ dims }) => dims["kind"]?.endsWith("-batch"));
    expect(batches.map(({ dims }) => `${dims["model"]} ${dims["kind"]}`)).toContain("gpt-5-4 output-batch");
    expect(passed).toMatchObject({
      "a dated version at the prices of its undated name": 1,
      "a model that its provider has retired": 2,
      "a model without a price": 1,
      "another good than text tokens": 2,
      "another spelling of a name": 2,
      "not a model": 2,
      "provider not tracked": 1,
    });
    expect(noteOf("qwen3-max", "input")).toMatch(/: 0.0000012 USD per token, above 32000 tokens 0.0000024/);
  });

  it("rejects one entry, notes a cost of a new kind, and takes a model until its provider retires it", async () => {
    const text = JSON.stringify({
      "deepseek/deepseek-v4-flash": { litellm_provider: "deepseek", mode: "chat", input_cost_per_token: "1e-06" },
      "xai/grok-4.3": { litellm_provider: "xai", mode: "chat", input_cost_per_token: 1e-6, input_cost_per_smell: 1 },
      "xai/grok-3": {
        litellm_provider: "xai",
        mode: "chat",
        input_cost_per_token: 3e-6,
        deprecation_date: "2026-05-15",
      },
      lost: { mode: "chat" },
    });
    const { prices, rejected, unknown } = await read(litellmPrices, text, "2026-05-14");
    expect(prices).toEqual({ "xai grok-4-3": [1], "xai grok-3": [3] });
    expect((await read(litellmPrices, text, "2026-05-15")).prices).toEqual({ "xai grok-4-3": [1] });
    expect(unknown).toEqual(["input_cost_per_smell"]);
    expect(Object.keys(rejected)).toEqual([
      expect.stringMatching(/^not the shape of a price: input_cost_per_token/),
      "an entry without a provider",
      "a tracked provider is not listed any more",
    ]);
  });

  it("keeps a price exactly when its unit changes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (millionths) => {
        const price = millionths / 1e6;
        expect(perMillion(price / 1e6)).toBe(price);
      }),
    );
  });
});

describe("prices that depend on the day and its hours", () => {
  const from = (start_date: string) => ({ constraint: { start_date }, prices: start_date });
  const between = (start_time: string, end_time: string, prices: string) => ({
    constraint: { start_time, end_time },
    prices,
  });

  it("are those of the last condition that is met, and the first where none is", () => {
    const list = [{ prices: "first" }, from("2026-03-01"), from("2026-09-01")];
    expect(pricesOfDay(list, "2026-02-28")?.prices).toBe("first");
    expect(pricesOfDay(list, "2026-03-01")).toEqual({ prices: "2026-03-01", minutes: 1440 });
    expect(pricesOfDay(list, "2026-11-24")?.prices).toBe("2026-09-01");
    expect(pricesOfDay([from("2027-01-01")], "2026-11-24")?.prices).toBe("2027-01-01");
    expect(pricesOfDay([], "2026-11-24")).toBeNull();
  });

  it("are those that hold for most of the day, over midnight and in any zone", () => {
    const night = between("16:30:00Z", "00:30:00Z", "night");
    expect(pricesOfDay([{ prices: "day" }, night], "2026-11-24")).toEqual({ prices: "day", minutes: 960 });
    const inPeking = between("08:30:00+08:00", "00:30:00+08:00", "day");
    expect(pricesOfDay([{ prices: "night" }, inPeking], "2026-11-24")).toEqual({ prices: "day", minutes: 960 });
  });
});
