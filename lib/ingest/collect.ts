import type { Payload } from "./payload/payload";

/** All payloads of a run; for sources whose answers are small. */
export async function collect(payloads: AsyncIterable<Payload>): Promise<Payload[]> {
  const all: Payload[] = [];
  for await (const payload of payloads) all.push(payload);
  return all;
}
