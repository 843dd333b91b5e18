import type { IncomingMessage, ServerResponse } from "node:http";
import { DATA_POLICY, SECURE_HEADERS } from "@/lib/kernel/secure-headers";
import { problemOf } from "@/lib/kernel/problem";
import { AppError } from "@/lib/kernel/error";
import { mayReadMetrics } from "@/lib/status/metrics-token";

/** However many ask, the database is asked at most so often; an answer that takes longer counts as none. */
const [FRESH_MS, PATIENCE_MS] = [500, 2000];

export type HealthWays = {
  /** Whether the database answers and is migrated. */
  databaseReady: () => Promise<boolean>;
  webUp: () => boolean;
  metrics: () => Promise<string>;
  metricsToken: string | undefined;
};

const PATHS = new Set(["/healthz", "/readyz", "/metrics"]);

function send(response: ServerResponse, status: number, type: string, body: string): void {
  for (const { key, value } of SECURE_HEADERS) response.setHeader(key, value);
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "content-security-policy": DATA_POLICY,
    "cache-control": "no-store",
    ...(status === 503 ? { "retry-after": "3" } : {}),
  });
  response.end(body);
}

async function within<T>(work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, otherwise)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Answers what is asked about the site's health, without the web server, whose pages cannot hold it up. */
export class Health {
  readonly #ways: HealthWays;
  #asked: { at: number; ready: Promise<boolean> } | null = null;

  constructor(ways: HealthWays) {
    this.#ways = ways;
  }

  /** Whether the request is about health; it is answered then. */
  answers(request: IncomingMessage, response: ServerResponse): boolean {
    const [path = ""] = (request.url ?? "").split("?", 1);
    if (!PATHS.has(path) || (request.method !== "GET" && request.method !== "HEAD")) return false;
    if (path === "/healthz") send(response, 200, "text/plain;charset=UTF-8", "ok");
    else if (path === "/readyz") void this.#readiness(response);
    else void this.#metrics(request, response);
    return true;
  }

  #databaseReady(): Promise<boolean> {
    const at = performance.now();
    if (!this.#asked || at - this.#asked.at > FRESH_MS)
      this.#asked = { at, ready: within(this.#ways.databaseReady(), false).catch(() => false) };
    return this.#asked.ready;
  }

  async #readiness(response: ServerResponse): Promise<void> {
    const ready = this.#ways.webUp() && (await this.#databaseReady());
    send(response, ready ? 200 : 503, "text/plain;charset=UTF-8", ready ? "ready" : "not ready");
  }

  async #metrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const problem = (error: AppError) => {
      const told = problemOf(error);
      send(response, told.status, "application/problem+json; charset=utf-8", JSON.stringify(told));
    };
    if (!mayReadMetrics(request.headers.authorization, this.#ways.metricsToken))
      return problem(new AppError("unauthenticated", "Metrics need the token of METRICS_TOKEN."));
    const text = await within(this.#ways.metrics(), "").catch(() => "");
    if (text === "") return problem(new AppError("unavailable", "The figures cannot be read right now."));
    return send(response, 200, "text/plain; version=0.0.4; charset=utf-8", text);
  }
}
