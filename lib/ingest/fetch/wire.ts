import { Agent, type Dispatcher, request } from "undici";
import { SourceError } from "../source-error";
import type { Limits } from "./limits";
import { demandPublic, publicLookup } from "./private-address";

/** How requests leave: to the real sources, or to one server that plays them all in a rehearsal. */
export type Wire = {
  /** One request without following redirects. */
  send: (url: URL, options: SendOptions) => Promise<Dispatcher.ResponseData>;
  close: () => Promise<void>;
};
export type SendOptions = { method: "GET" | "POST"; headers: Record<string, string>; body?: string };

const reasons: Record<string, [SourceError["kind"], string]> = {
  UND_ERR_CONNECT_TIMEOUT: ["unreachable", "cannot be reached in time"],
  UND_ERR_HEADERS_TIMEOUT: ["stalled", "took the request and did not answer in time"],
  UND_ERR_BODY_TIMEOUT: ["stalled", "fell silent in the middle of its answer"],
  ABORT_ERR: ["stalled", "took too long over its answer"],
  UND_ERR_SOCKET: ["truncated", "ended the connection before its answer was complete"],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ["truncated", "sent another length than it announced"],
  ECONNREFUSED: ["unreachable", "refuses connections"],
  ECONNRESET: ["truncated", "ended the connection before its answer was complete"],
  ENOTFOUND: ["unreachable", "has no address"],
  EAI_AGAIN: ["unreachable", "has no address at the moment"],
  ETIMEDOUT: ["unreachable", "cannot be reached in time"],
  Z_BUF_ERROR: ["truncated", "sent a compressed answer that is cut off"],
  Z_DATA_ERROR: ["truncated", "sent a compressed answer that is broken"],
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** A failure of a connection in words for an analyst. What is no failure of the source is handed on as it is. */
export function sourceError(host: string, error: unknown): unknown {
  if (error instanceof SourceError) return error;
  if (error instanceof Error && error.cause instanceof SourceError) return error.cause;
  const known = reasons[codeOf(error)] ?? (error instanceof Error ? reasons[codeOf(error.cause)] : undefined);
  return known ? new SourceError(known[0], `${host} ${known[1]}.`, { cause: error }) : error;
}

/**
 * Opens the way to the sources. With `rehearsalAt`, every request goes to that address, with the source's host as the
 * first part of the path; the rule against private addresses holds for what the source is called either way.
 */
export function openWire(limits: Limits, rehearsalAt?: string): Wire {
  const connect = { timeout: limits.connectMs, ...(rehearsalAt ? {} : { lookup: publicLookup() }) };
  const agent = new Agent({ connect, headersTimeout: limits.headersMs, bodyTimeout: limits.silenceMs });
  return {
    send: async (url, options) => {
      demandPublic(url);
      const at = rehearsalAt ? `${rehearsalAt.replace(/\/+$/, "")}/${url.host}${url.pathname}${url.search}` : url.href;
      try {
        return await request(at, { ...options, dispatcher: agent });
      } catch (error) {
        throw sourceError(url.host, error);
      }
    },
    close: () => agent.destroy(),
  };
}
