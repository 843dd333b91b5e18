import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";

/** Hears of each request of this process before anybody else does, and may still change it. */
export function onRequestStart(hear: (request: IncomingMessage, answer: ServerResponse) => void): void {
  subscribe("http.server.request.start", (message) => {
    if (!message || typeof message !== "object" || !("request" in message) || !("response" in message)) return;
    const { request, response } = message;
    if (request instanceof IncomingMessage && response instanceof ServerResponse) hear(request, response);
  });
}
