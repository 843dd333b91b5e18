import { readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Connector, Reading, RunContext } from "@/lib/ingest/connector";
import type { Ask, Question } from "@/lib/ingest/fetch/ask";
import type { Payload } from "@/lib/ingest/payload/payload";
import { SourceError } from "@/lib/ingest/source-error";

const Answers = z.array(z.object({ url: z.string(), status: z.number(), type: z.string(), file: z.string() }));

export const context = (changes: Partial<RunContext> = {}): RunContext => ({
  day: "2026-11-24",
  since: null,
  key: "",
  ...changes,
});

/** A payload as a connector gets it, of the bytes given. */
export function payloadOf(name: string, url: string, bytes: Uint8Array | string): Payload {
  const kept = Buffer.from(bytes);
  const text = kept.toString("utf8");
  return {
    name,
    url,
    hash: "",
    bytes: kept.length,
    stream: () => Promise.resolve(Readable.from([kept])),
    text: () => Promise.resolve(text),
    json: () => {
      try {
        const parsed: unknown = JSON.parse(text);
        return Promise.resolve(parsed);
      } catch (error) {
        throw new SourceError("not-what-was-asked", `${name}: the answer is no JSON.`, { cause: error });
      }
    },
  };
}

/** A constructed answer as a payload of JSON. */
export const jsonPayload = (written: unknown, name = "answer", url = "https://source.example/"): Payload =>
  payloadOf(name, url, JSON.stringify(written));

/** Asks the fixtures of a connector instead of its source. `asked` fills with what it asks. */
export function playedAsk(slug: string, asked: Question[] = [], payloads: Payload[] = []): Ask {
  const folder = path.resolve("test/fixtures/sources", slug);
  const answers = Answers.parse(JSON.parse(readFileSync(path.join(folder, "answers.json"), "utf8")));
  return (question) => {
    asked.push(question);
    const found = answers.find((one) => one.url === question.url);
    if (!found && question.absentOn?.includes(404)) return Promise.resolve(null);
    if (!found) throw new Error(`nobody plays ${question.url}`);
    const payload = payloadOf(question.name, question.url, readFileSync(path.join(folder, found.file)));
    payloads.push(payload);
    return Promise.resolve(payload);
  };
}

/** Everything that a connector reads in its payloads. */
export async function readAll(connector: Connector, payloads: readonly Payload[], run = context()): Promise<Found> {
  async function* inOrder(): AsyncGenerator<Payload> {
    yield* payloads;
  }
  const readings: Reading[] = [];
  for await (const reading of connector.read(inOrder(), run)) readings.push(reading);
  return foundIn(readings);
}

/** Fetches from the fixtures and reads what came. */
export async function rehearse(connector: Connector, run = context()): Promise<Found & { asked: Question[] }> {
  const asked: Question[] = [];
  const payloads: Payload[] = [];
  await connector.fetch(playedAsk(connector.slug, asked, payloads), run);
  return { ...(await readAll(connector, payloads, run)), asked };
}

type Observation = Extract<Reading, { observation: unknown }>["observation"];
export type Found = {
  observations: Observation[];
  /** The values, by what tells them apart. */
  values: (...keys: string[]) => Record<string, number | null>;
  rejected: Record<string, number>;
  samples: string[];
  passed: Record<string, number>;
  unknownFields: string[];
  /** What is to be held whatever the gate says, by its value, with the reason. */
  doubts: { value: number | null; rule: string; reason: string }[];
  /** The files that nobody writes any more, in words. */
  stale: string[];
};

function foundIn(readings: readonly Reading[]): Found {
  const found: Omit<Found, "values"> = {
    observations: [],
    rejected: {},
    samples: [],
    passed: {},
    unknownFields: [],
    doubts: [],
    stale: [],
  };
  const count = (reasons: Record<string, number>, reason: string) => (reasons[reason] = (reasons[reason] ?? 0) + 1);
  for (const reading of readings)
    if ("observation" in reading) {
      found.observations.push(reading.observation);
      if (reading.doubt) found.doubts.push({ value: reading.observation.value, ...reading.doubt });
    } else if ("rejected" in reading) {
      count(found.rejected, reading.rejected);
      found.samples.push(reading.sample);
    } else if ("passed" in reading) count(found.passed, reading.passed);
    else if ("unknownField" in reading) found.unknownFields.push(reading.unknownField);
    else if ("stale" in reading) found.stale.push(reading.stale.words);
  const values = (...keys: string[]) =>
    Object.fromEntries(found.observations.map((one) => [keys.map((key) => one.dims[key]).join(" "), one.value]));
  return { ...found, values };
}
