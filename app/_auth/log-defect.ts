import { randomUUID } from "node:crypto";

/** Writes a defect to the log once and returns the id that it is found by. What a query was given stays out of it. */
export function logDefect(error: unknown): string {
  const requestId = randomUUID();
  const stack = String(error instanceof Error ? error.stack : error).replace(/\nparams: [\s\S]*?(?=\n\s+at |$)/, "");
  const cause =
    error instanceof Error && error.cause !== undefined
      ? { cause: error.cause instanceof Error ? error.cause.message : "not an error" }
      : {};
  console.error(JSON.stringify({ level: "error", requestId, error: stack, ...cause }));
  return requestId;
}
