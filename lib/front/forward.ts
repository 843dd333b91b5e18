import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { type Dispatcher, Pool } from "undici";
import { FRONT_HEADER, PERSON_HEADER, warnOfProxy } from "@/lib/access/client-address";
import type { Body } from "./body";

// Of one connection, not of the request; the length is told anew where the body is sent in parts.
const OWN_TO_A_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  FRONT_HEADER,
]);

/** Who takes nothing of an answer for so long is gone. */
const SLOWEST_MS = 30_000;

/** The headers of a request as the web server gets them: with whose word for the address counts, and that it is ours. */
export function headersFor(request: IncomingMessage, secret: string, trustsProxy: boolean): string[] {
  const { rawHeaders, socket } = request;
  const headers = [FRONT_HEADER, secret];
  if (!trustsProxy) headers.push("x-forwarded-for", socket.remoteAddress ?? "unknown");
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = [rawHeaders[at], rawHeaders[at + 1]];
    const lower = name.toLowerCase();
    if (OWN_TO_A_HOP.has(lower)) continue;
    if (lower === "x-forwarded-for" && !trustsProxy) {
      warnOfProxy();
      continue;
    }
    headers.push(name, value);
  }
  return headers;
}

export type Outcome = {
  /** The web server began to answer: whose session it was, and whether the answer comes in events over a long time. */
  begun: (told: { person: string | null; events: boolean }) => void;
  /** The answer is complete, or its reader takes it more slowly than it is made: the work is done. */
  done: () => void;
  /** Nothing was answered; `reached` is false where the web server has not even heard of it. */
  failed: (reached: boolean) => void;
};

/**
 * Ends in `done` or `failed`. Who leaves early does not end the work that they asked for, which would let them begin
 * more than they may; only an answer in events stops, as its work does.
 */
export function forward(
  pool: Pool,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  given: { headers: string[]; body: Body },
  outcome: Outcome,
): void {
  const { method = "GET", url = "/" } = request;
  let mayRepeat = given.body === null && (method === "GET" || method === "HEAD");
  let control: Dispatcher.DispatchController | null = null;
  let events = false;
  response.once("close", () => {
    if (events) control?.abort(new Error("whoever asked has left"));
    else control?.resume();
  });
  const attempt = (): void => {
    control = null;
    pool.dispatch(
      { method, path: url, headers: given.headers, body: given.body },
      {
        onRequestStart: (controller) => void (control = controller),
        onResponseStart(_, status, headers, words) {
          if (status < 200) return;
          const { [PERSON_HEADER]: person, ...shown } = headers;
          events = headers["x-accel-buffering"] === "no";
          outcome.begun({ person: typeof person === "string" ? person : null, events });
          if (!response.destroyed) response.writeHead(status, words, withoutHop(shown));
        },
        onResponseData(controller, chunk) {
          if (response.destroyed || response.write(chunk)) return;
          controller.pause();
          outcome.done();
          const timer = setTimeout(() => response.destroy(), SLOWEST_MS);
          response.once("drain", () => (clearTimeout(timer), controller.resume()));
        },
        onResponseEnd() {
          events = false;
          response.end();
          outcome.done();
        },
        onResponseError() {
          if (response.headersSent || response.destroyed) {
            response.destroy();
            return outcome.done();
          }
          // An idle connection may be closed in the moment in which it is used: nothing was done then.
          if (!mayRepeat || !control) return outcome.failed(control !== null);
          mayRepeat = false;
          return attempt();
        },
      },
    );
  };
  attempt();
}

function withoutHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...rest } = headers;
  return rest;
}

/** Connections to the web server, as many as there is work for. */
export const poolTo = (port: number): Pool => new Pool(`http://127.0.0.1:${port}`, { bodyTimeout: 0 });
