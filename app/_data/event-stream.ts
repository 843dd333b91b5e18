import { logDefect } from "@/app/_auth/log-defect";
import { AppError } from "@/lib/kernel/error";
import { type Problem, problemOf } from "@/lib/kernel/problem";

type Failed = { kind: "failed"; problem: Problem };

/**
 * Answers with the events of a long work as they come, one JSON a line. A reader who leaves stops the work through its
 * signal; a failure is the last line, since the status has long been sent.
 */
export function eventStream<E>(
  request: Request,
  work: (say: (event: E | Failed) => void, signal: AbortSignal) => Promise<void>,
): Response {
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, request.signal]);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (event: E | Failed) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      };
      try {
        await work(say, signal);
      } catch (error) {
        if (!signal.aborted)
          say({ kind: "failed", problem: problemOf(error, error instanceof AppError ? undefined : logDefect(error)) });
      }
      if (!signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
