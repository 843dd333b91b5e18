import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { env } from "@/lib/env";
import type { Origin } from "./sign-in";

const FORWARDED = "x-forwarded-for";

/**
 * Puts the address of the connection in place of whatever X-Forwarded-For a request brings, before Next sees it:
 * anybody can write that header. Where HALFPITCH_TRUST_PROXY says that a proxy of ours writes it, it stays.
 */
export function distrustForwardedAddresses(): void {
  if (env().HALFPITCH_TRUST_PROXY) return;
  subscribe("http.server.request.start", (message) => {
    if (!message || typeof message !== "object" || !("request" in message)) return;
    const { request } = message;
    if (request instanceof IncomingMessage) request.headers[FORWARDED] = request.socket.remoteAddress ?? "unknown";
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
  const address = header(FORWARDED)?.split(",").at(-1)?.trim();
  return { address: address ? networkOf(address) : "unknown", userAgent: header("user-agent") ?? null };
}
