import { expect, it } from "vitest";
import { jsonBody } from "@/app/_data/json-body";

/** A request whose body comes in chunks, without a word of how long it is. */
function chunked(chunks: () => Generator<string>): Request {
  const encoder = new TextEncoder();
  const pieces = chunks();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  const init = { method: "POST", body, duplex: "half", headers: { "content-type": "application/json" } };
  return new Request("http://localhost/", init);
}

it("reads a body that comes in chunks", async () => {
  const request = chunked(function* () {
    yield '{"title":"café';
    yield ' 삼성"}';
  });
  expect(await jsonBody(request)).toEqual({ title: "café 삼성" });
});

it("stops at a body without end", async () => {
  let sent = 0;
  const request = chunked(function* () {
    for (;;) {
      sent += 1;
      yield "[".repeat(1_000_000);
    }
  });
  await expect(jsonBody(request)).rejects.toMatchObject({ code: "too_large" });
  expect(sent).toBeLessThan(50);
});

it("says that what it cannot read is no JSON", async () => {
  const request = chunked(function* () {
    yield "{";
  });
  await expect(jsonBody(request)).rejects.toMatchObject({ code: "invalid" });
});
