import type { Dispatcher } from "undici";
import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "@/db/client";
import type { ConnectorCard } from "../connector";
import { SourceError } from "../source-error";
import type { Limits } from "./limits";
import { takeSlot } from "./quota";
import type { SendOptions, Wire } from "./wire";

export type Answered = Dispatcher.ResponseData & { url: URL };
/** What requests need from outside of the connector. */
export type Ways = { sql: Sql; wire: Wire; limits: Limits; onRequest: () => void };

/** The quota that a host belongs to; a host that the connector does not name gets one request a second of its own. */
export function quotaOf(hosts: ConnectorCard["hosts"], host: string): { quota: string; perSecond: number } {
  return hosts[host] ?? { quota: host, perSecond: 1 };
}

const header = (answer: Dispatcher.ResponseData, name: string): string | undefined => {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/**
 * Asks once, waiting for its turn, and follows redirects to public addresses. Throws SourceError for a redirect that
 * leads nowhere, in a circle or into a private network. A key never leaves the host that it is for.
 */
export async function follow(
  { sql, wire, limits, onRequest }: Ways,
  hosts: ConnectorCard["hosts"],
  start: URL,
  options: SendOptions,
): Promise<Answered> {
  let url = start;
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    const { quota, perSecond } = quotaOf(hosts, url.host);
    await pause(await takeSlot(sql, quota, perSecond * limits.pace));
    onRequest();
    const headers = url.host === start.host ? options.headers : withoutKeys(options.headers);
    const answer = await wire.send(url, { ...options, headers });
    const location = header(answer, "location");
    if (answer.statusCode < 300 || answer.statusCode >= 400 || answer.statusCode === 304 || !location)
      return Object.assign(answer, { url });
    await answer.body.dump();
    if (!URL.canParse(location, url))
      throw new SourceError("redirected-away", `${url.host} redirects to what is no address.`);
    url = new URL(location, url);
  }
  throw new SourceError("redirected-away", `${start.host} redirects more than ${limits.redirects} times.`);
}

function withoutKeys(headers: Record<string, string>): Record<string, string> {
  const open = new Set(["user-agent", "accept", "accept-encoding"]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => open.has(name.toLowerCase())));
}

/** One header of an answer; of several of one name the first. */
export const headerOf = header;
