import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { z } from "zod";

const root = path.resolve("test/fixtures/sources");
const Answers = z.array(z.object({ url: z.string(), status: z.number(), type: z.string(), file: z.string() }));
type Play = (request: IncomingMessage, response: ServerResponse, asked: string) => void;

/** A request as a source would have seen it. */
export type Seen = { url: string; method: string; headers: IncomingMessage["headers"]; at: number };

/** A server of this machine that plays every source: `/<host>/<path>` is what `https://<host>/<path>` would be. */
export type SourceServer = {
  address: string;
  seen: Seen[];
  /** Plays something else for addresses that begin so, until `reset`. */
  play: (
    url: string,
    answer: Play | { status?: number; type?: string; body: string; headers?: Record<string, string> },
  ) => void;
  reset: () => void;
  close: () => Promise<void>;
};

function recorded(): Map<string, { status: number; type: string; file: string }> {
  const answers = new Map<string, { status: number; type: string; file: string }>();
  for (const slug of readdirSync(root)) {
    const index = path.join(root, slug, "answers.json");
    if (!existsSync(index)) continue;
    for (const { url, status, type, file } of Answers.parse(JSON.parse(readFileSync(index, "utf8"))))
      answers.set(new URL(url).href, { status, type, file: path.join(root, slug, file) });
  }
  return answers;
}

function answerWith(response: ServerResponse, status: number, type: string, body: Buffer | string): void {
  response.writeHead(status, { "content-type": type }).end(body);
}

/** Starts the server on a port, by default a free one. What nobody recorded or plays is answered with 404. */
export async function sourceServer(port = 0): Promise<SourceServer> {
  const answers = recorded();
  const played: { url: string; play: Play }[] = [];
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const asked = new URL(`https://${(request.url ?? "/").slice(1)}`).href;
    seen.push({ url: asked, method: request.method ?? "", headers: request.headers, at: performance.now() });
    const special = played.findLast((one) => asked.startsWith(one.url));
    if (special) return special.play(request, response, asked);
    const answer = answers.get(asked);
    if (answer) return answerWith(response, answer.status, answer.type, readFileSync(answer.file));
    return answerWith(response, 404, "text/plain", "nobody plays this");
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("a port was asked for");
  return {
    address: `http://127.0.0.1:${address.port}`,
    seen,
    play: (url, answer) => {
      const play: Play =
        typeof answer === "function"
          ? answer
          : (_, response) =>
              response
                .writeHead(answer.status ?? 200, {
                  "content-type": answer.type ?? "application/json",
                  ...answer.headers,
                })
                .end(answer.body);
      played.push({ url: new URL(url).href, play });
    },
    reset: () => {
      played.length = 0;
      seen.length = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
