import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Pool } from "undici";
import { originOf } from "@/lib/access/client-address";
import { bodyOf, type Body } from "./body";
import { Callers } from "./callers";
import { forward, headersFor, poolTo } from "./forward";
import type { Health } from "./health";
import { BUSY, CUT_SHORT, NOT_A_REQUEST, refuse, STARTING, TOO_LARGE } from "./refuse";
import type { Standing } from "./standing";
import type { Turnstile } from "./turnstile";

export type FrontWays = {
  health: Health;
  standing: Standing;
  /** Lets work through: pages, data, actions. */
  work: Turnstile;
  /** Lets files of the build through, which cost next to nothing. */
  files: Turnstile;
  /** By which the web server knows what came through here. */
  secret: string;
  trustsProxy: boolean;
};

const MOST_HEADER_BYTES = 16_384;
/** No route takes more; most take far less, and say so themselves. */
const MOST_BODY_BYTES = 2_000_000_000;
/** Who is refused at once would ask again at once: the refusal takes a moment, for so many at a time. */
const [PAUSE_MS, MOST_PAUSING] = [300, 1000];

type Asked = { request: IncomingMessage; response: ServerResponse };

/** Owns the public port: answers about health itself, lets so much at once through to the web server, refuses the rest. */
export class Front {
  readonly #ways: FrontWays;
  readonly #callers = new Callers();
  readonly #server: Server;
  #pool: { port: number; to: Pool } | null = null;
  #pausing = 0;

  constructor(ways: FrontWays) {
    this.#ways = ways;
    this.#server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, (request, response) => {
      // Whoever left meanwhile need not be told of.
      response.on("error", () => undefined);
      if (!ways.health.answers(request, response)) this.#take({ request, response });
    });
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject).listen(port, host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
  }

  /** Takes no more connections, and waits for what is under way, at most so long. */
  async close(patienceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const timer = setTimeout(() => this.#server.closeAllConnections(), patienceMs);
    await closed;
    clearTimeout(timer);
    await this.#pool?.to.destroy();
  }

  #poolNow(): Pool | null {
    const { webPort } = this.#ways.standing;
    if (this.#pool && this.#pool.port !== webPort) {
      void this.#pool.to.destroy();
      this.#pool = null;
    }
    if (webPort !== null) this.#pool ??= { port: webPort, to: poolTo(webPort) };
    return this.#pool?.to ?? null;
  }

  #take(asked: Asked): void {
    const { request, response } = asked;
    if (!(request.url ?? "").startsWith("/")) return refuse(request, response, NOT_A_REQUEST);
    if (Number(request.headers["content-length"] ?? 0) > MOST_BODY_BYTES) return refuse(request, response, TOO_LARGE);
    const body = bodyOf(request);
    if (body === null) return this.#queue(asked, null);
    // Who breaks off while sending is gone, and gets no answer.
    return void body.then(
      (whole) => this.#queue(asked, whole),
      () => response.destroy(),
    );
  }

  #queue(asked: Asked, body: Body): void {
    const { request, response } = asked;
    const { work, files, trustsProxy } = this.#ways;
    const header = (name: string) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : undefined;
    };
    const address = trustsProxy ? originOf(header).address : (request.socket.remoteAddress ?? "unknown");
    const caller = this.#callers.callerOf(request.headers.cookie, address);
    const turnstile = request.url?.startsWith("/_next/static/") ? files : work;
    const leave = turnstile.enter(
      caller,
      (ended) => this.#send(asked, body, ended),
      () => this.#refuseSlowly(asked),
    );
    response.once("close", leave);
  }

  #send(asked: Asked, body: Body, ended: () => void): void {
    const { request, response } = asked;
    if (response.destroyed) return ended();
    const pool = this.#poolNow();
    if (!pool) {
      ended();
      return refuse(request, response, STARTING);
    }
    const { cookie } = request.headers;
    const headers = headersFor(request, this.#ways.secret, this.#ways.trustsProxy);
    return forward(
      pool,
      asked,
      { headers, body },
      {
        begun: ({ person, events }) => {
          if (person) this.#callers.note(cookie, person);
          if (events) ended();
        },
        done: ended,
        failed: (reached) => {
          ended();
          refuse(request, response, reached && request.method !== "GET" ? CUT_SHORT : STARTING);
        },
      },
    );
  }

  #refuseSlowly({ request, response }: Asked): void {
    if (this.#pausing >= MOST_PAUSING) return refuse(request, response, BUSY);
    this.#pausing += 1;
    return void setTimeout(() => {
      this.#pausing -= 1;
      refuse(request, response, BUSY);
    }, PAUSE_MS);
  }
}
