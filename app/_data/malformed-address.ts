import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { isStorable } from "@/lib/kernel/text";

/** A path that no page has, so that the answer is the usual page for what is not there. */
const NO_PAGE = "/not-an-address";
/** The route that refuses in JSON what cannot be an address of data. */
const NO_DATA = "/api/not-an-address";
const DATA = /^\/(?:api|feeds\/[^/]*\/|metrics|healthz|readyz)/;
const METHODS = new Set(["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]);

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Whether an address can name anything: its path is UTF-8 that is encoded once, and no part has a NUL. */
export function isAddress(url: string): boolean {
  const end = url.indexOf("?");
  const plain = decoded(end === -1 ? url : url.slice(0, end));
  return plain !== null && isStorable(plain) && !url.includes("%00");
}

/**
 * Leads requests that cannot be answered to where they are refused in words: addresses that are not UTF-8 or have a NUL,
 * and methods that the web server would fail at. Next answers 500 to both before any of our code is asked.
 */
export function refuseMalformedAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    if (!message || typeof message !== "object" || !("request" in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage)) return;
    const { method = "", url = "/" } = request;
    const known = METHODS.has(method);
    if (known && isAddress(url)) return;
    if (!known) request.method = "GET";
    request.url = known && !DATA.test(url) ? NO_PAGE : `${NO_DATA}${known ? "" : `?method=${method}`}`;
  });
}
