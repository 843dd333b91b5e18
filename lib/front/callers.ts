import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { networkOf } from "@/lib/access/client-address";
import type { Caller } from "./turnstile";

const SESSION = /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token(?:\.0)?=([^;]+)/;

/**
 * Whose request it is, for counting alone: the person whom the web server named when it last answered this session, else
 * the address. A session that was made up is never named, so that nobody counts as many.
 */
export class Callers {
  readonly #people = new LRUCache<string, string>({ max: 20_000 });

  #token(cookie: string | undefined): string | null {
    const token = cookie ? SESSION.exec(cookie)?.[1] : undefined;
    return token ? createHash("sha256").update(token).digest("base64url") : null;
  }

  callerOf(cookie: string | undefined, address: string): Caller {
    const token = this.#token(cookie);
    const person = token ? this.#people.get(token) : undefined;
    return person ? { key: `person ${person}`, known: true } : { key: `address ${networkOf(address)}`, known: false };
  }

  /** Remembers whose session a cookie is, by the word of the web server. */
  note(cookie: string | undefined, person: string): void {
    const token = this.#token(cookie);
    if (token) this.#people.set(token, person);
  }
}
