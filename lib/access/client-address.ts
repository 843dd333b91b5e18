import { isIPv6 } from "node:net";
import { env } from "@/lib/env";
import { onRequestStart } from "@/lib/kernel/request-start";
import { UNKNOWN_ADDRESS } from "./brake";
import type { Origin } from "./sign-in";

const FORWARDED = "x-forwarded-for";
/** Carries the secret by which the web server knows what came through our own front. */
export const FRONT_HEADER = "x-halfpitch-front";
/** Tells the front, and nobody further out, whose session a request had. */
export const PERSON_HEADER = "x-halfpitch-person";

/**
 * Whether the address of a connection can be a reader's own. This server speaks no TLS: an installation that is reached by
 * https stands behind a proxy, whose address is everybody's unless its word for theirs is trusted.
 */
export const addressesTell = (): boolean => env().HALFPITCH_TRUST_PROXY || !env().HALFPITCH_URL.startsWith("https:");

let warned = false;

/** Says once what is lost where a proxy's word is not trusted. */
export function warnOfProxy(): void {
  if (warned) return;
  warned = true;
  console.warn(
    JSON.stringify({
      level: "warn",
      at: "sign-in",
      words:
        "Requests seem to come through a proxy whose word for a reader's address is not trusted, so that tries to sign in cannot be told apart by address. Set HALFPITCH_TRUST_PROXY=true where the proxy is yours.",
    }),
  );
}

/**
 * Puts the address of the connection in place of whatever X-Forwarded-For a request brings, before Next sees it:
 * anybody can write that header. It stays where our own front wrote it, which proves itself by a secret, and where there
 * is none and HALFPITCH_TRUST_PROXY says that a proxy of ours does.
 */
export function distrustForwardedAddresses(): void {
  const { HALFPITCH_TRUST_PROXY, HALFPITCH_FRONT } = env();
  if (!addressesTell()) warnOfProxy();
  onRequestStart((request) => {
    const believed = HALFPITCH_FRONT ? request.headers[FRONT_HEADER] === HALFPITCH_FRONT : HALFPITCH_TRUST_PROXY;
    delete request.headers[FRONT_HEADER];
    if (believed) return;
    if (request.headers[FORWARDED] !== undefined) warnOfProxy();
    request.headers[FORWARDED] = request.socket.remoteAddress ?? UNKNOWN_ADDRESS;
  });
}

/** What is counted as one address: of IPv6 the /64, which one subscriber line has to itself. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [head = "", tail] = address.toLowerCase().split("%", 1).join("").split("::");
  const parts = (text: string) => text.split(":").filter(Boolean);
  const before = parts(head);
  const after = tail === undefined ? [] : parts(tail);
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: gap }, () => "0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/** Where a request comes from, by the word of the nearest hop: the last address that was added. */
export function originOf(header: (name: string) => string | null | undefined): Origin {
  const address = addressesTell() ? header(FORWARDED)?.split(",").at(-1)?.trim() : undefined;
  return { address: address ? networkOf(address) : UNKNOWN_ADDRESS, userAgent: header("user-agent") ?? null };
}
