import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { PERSON_HEADER } from "@/lib/access/client-address";
import { env } from "@/lib/env";
import { onRequestStart } from "@/lib/kernel/request-start";

declare global {
  var halfpitchAnswers: AsyncLocalStorage<ServerResponse> | undefined;
}

// One for the process: the bundles of a server and its instrumentation have modules of their own.
const answers = (): AsyncLocalStorage<ServerResponse> => (globalThis.halfpitchAnswers ??= new AsyncLocalStorage());

/** Remembers with each request the answer that it will get, so that a page can say with which status. */
export function followAnswers(): void {
  onRequestStart((_, answer) => answers().enterWith(answer));
}

/**
 * Has the page that is being rendered go out with a status, in its own frame and with its own words. Next's own
 * interrupts leave the page empty for who has no script, and cannot say why. To be called before anything is streamed.
 */
export function answerWith(status: 400 | 403 | 404 | 503): void {
  const answer = answers().getStore();
  if (answer && !answer.headersSent) answer.statusCode = status;
}

/** Tells the front, which keeps it to itself, whose work an answer is. */
export function tellWhoseWork(personId: string): void {
  const answer = answers().getStore();
  if (env().HALFPITCH_FRONT && answer && !answer.headersSent) answer.setHeader(PERSON_HEADER, personId);
}
