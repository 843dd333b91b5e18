import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { dataset } from "@/lib/datasets/definitions/exchange-rates";
import { validateObservation } from "@/lib/datasets/validate";
import type { Reading } from "@/lib/ingest/connector";
import { connector } from "@/lib/ingest/connectors/ecb-rates";
import type { Payload } from "@/lib/ingest/payload/payload";

// The files are constructed in the shape of the data portal's CSV. The rates of August are those that the ECB published
// for the dollar and the yen; the others are made up.
const fixture = (file: string): string => readFileSync(`test/fixtures/sources/ecb-rates/${file}`, "utf8");
const [month, august] = [fixture("month.csv"), fixture("august.csv")];
const address = "https://data-api.ecb.europa.eu/service/data/EXR/D.USD+CNY+KRW+JPY+GBP.EUR.SP00.A?format=csvdata";

const payloadOf = (text: string): Payload => ({
  name: "EXR",
  url: address,
  hash: "",
  bytes: text.length,
  stream: async () => Readable.from([text]),
  text: async () => text,
  json: async () => ({}),
});

async function read(text: string, day = "2026-11-24"): Promise<Reading[]> {
  const readings: Reading[] = [];
  const payloads = async function* () {
    yield payloadOf(text);
  };
  for await (const one of connector.read(payloads(), { day, since: null, key: "" })) readings.push(one);
  return readings;
}

const observationsOf = (readings: readonly Reading[]) =>
  readings.flatMap((one) => ("observation" in one ? [one.observation] : []));
const line = (text: string, at: number): string => text.split("\r\n")[at] ?? "";
const withRow = (row: string): string => `${line(month, 0)}\r\n${row}\r\n`;

async function askedFor(since: string | null): Promise<string[]> {
  const urls: string[] = [];
  await connector.fetch(
    async ({ url, version }) => {
      urls.push(version ? `${url} once for ${version.name}` : url);
      return null;
    },
    { day: "2026-11-24", since, key: "" },
  );
  return urls;
}

describe("the ECB's reference rates", () => {
  it("are asked for from the year's first day on, and once for the years before; or from a day that is asked for", async () => {
    const earlier = `${address}&startPeriod=2018-01-01&endPeriod=2025-12-31`;
    expect(await askedFor(null)).toEqual([`${earlier} once for 2025`, `${address}&startPeriod=2026-01-01`]);
    expect(await askedFor("2026-08-20")).toEqual([`${address}&startPeriod=2026-08-20`]);
    const recorded = fixture("answers.json");
    for (const url of [earlier, `${address}&startPeriod=2026-01-01`, `${address}&startPeriod=2026-08-20`])
      expect(recorded).toContain(url);
  });

  it("are known in the afternoon of their day", async () => {
    const observations = observationsOf(await read(august));
    expect(observations.map(({ dims, period, value }) => [dims["currency"], period, value])).toEqual([
      ["jpy", "2026-08-20", 184.98],
      ["jpy", "2026-08-21", 185.66],
      ["usd", "2026-08-20", 1.1705],
      ["usd", "2026-08-21", 1.1699],
    ]);
    expect(observations[3]).toEqual({
      dataset: "exchange-rates",
      measure: "rate",
      dims: { currency: "usd", publisher: "ecb" },
      period: "2026-08-21",
      value: 1.1699,
      status: "A",
      source: "ecb-exr",
      knownAt: "2026-08-21T15:00:00Z",
      note: "EXR.D.USD.EUR.SP00.A 2026-08-21: 1.1699 USD per EUR",
    });
  });

  it("have a value for each currency and day but holidays", async () => {
    const readings = await read(month);
    const observations = observationsOf(readings);
    expect(observations).toHaveLength(14);
    expect(readings.filter((one) => !("observation" in one))).toEqual([{ passed: "a day without a rate" }]);
    const ecb = (kind: string, slug: string) => kind === "publisher" && slug === "ecb";
    expect(observations.flatMap((one) => validateObservation(dataset, one, ecb))).toEqual([]);
  });

  it.each([
    ["M,", { passed: "a day without a rate" }],
    ["A,NaN", { passed: "a day without a rate" }],
    ["A,0", { rejected: "no rate above nothing" }],
    ["A,-1.2", { rejected: "no rate above nothing" }],
    ["A,about 1", { rejected: "no rate above nothing" }],
    ["E,1.15", { rejected: "observation status “E”" }],
  ])("are no rates where status and value are %s", async (given, expected) => {
    const [status = "", value = ""] = given.split(",");
    const row = line(month, 13).replace("1.15,A,", `${value},${status},`);
    expect(await read(withRow(row))).toMatchObject([expected]);
  });

  it("are rejected one by one where a row is broken, early or in another unit", async () => {
    const good = line(month, 13);
    const rows = [
      good,
      good.replace("2026-11-19", "19.11.2026"),
      good.replace("2026-11-19", "2026-11-25"),
      good.replace(/,0$/, ",3"),
      good.slice(0, 60),
      good.replaceAll("USD", "SEK"),
      good.replace("EXR.D.", "EXR.M."),
    ];
    expect(await read(withRow(rows.join("\r\n")))).toMatchObject([
      { observation: { value: 1.15 } },
      { rejected: expect.stringContaining("TIME_PERIOD") },
      { rejected: "a rate of a day that has not come" },
      { rejected: "unit multiplier “3”" },
      { rejected: expect.stringContaining("UNIT_MULT") },
      { passed: "not a daily reference rate that is tracked" },
      { passed: "not a daily reference rate that is tracked" },
    ]);
  });

  it("tell of a new column once", async () => {
    const text = `${line(august, 0)},MOOD\r\n${line(august, 1)},good\r\n${line(august, 2)},bad\r\n`;
    const readings = await read(text);
    expect(readings.filter((one) => "unknownField" in one)).toEqual([{ unknownField: "MOOD" }]);
    expect(observationsOf(readings)).toHaveLength(2);
  });

  it("fail as a whole where there is no table of rates", async () => {
    for (const text of ["", "<html><body>Maintenance</body></html>", "KEY,FREQ\r\nx,D\r\n"])
      await expect(read(text)).rejects.toMatchObject({ kind: "shape" });
    await expect(read(`${line(august, 0)}\r\n"EXR`)).rejects.toMatchObject({ kind: "not-what-was-asked" });
    expect(await read(`${line(august, 0)}\r\n`)).toEqual([]);
  });
});
