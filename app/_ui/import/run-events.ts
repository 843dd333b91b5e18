import type { ImportEvent } from "@/lib/studio/import/import-events";

const SIGNED_OUT =
  "Your session has ended. Sign in again in another tab, then go on here: what you typed is still there.";
const CUT_OFF = "The connection was cut off. The draft is as it was; go on by trying again.";

/** What is wrong with an answer that is no stream of events. */
async function problemIn(answer: Response): Promise<string> {
  if (answer.status === 401) return SIGNED_OUT;
  const body: unknown = await answer.json().catch(() => null);
  return body && typeof body === "object" && "detail" in body && typeof body.detail === "string"
    ? body.detail
    : CUT_OFF;
}

function eventIn(line: string): ImportEvent | null {
  // Our own server's line: its shape is the type's.
  const event: ImportEvent | null = line === "" ? null : JSON.parse(line);
  return event;
}

/**
 * Asks for a run and hands on its events as they come. Returns why it failed, or null where it came to its end.
 * Throws AbortError where `signal` stops it.
 */
export async function followRun(
  address: string,
  body: unknown,
  onEvent: (event: ImportEvent) => void,
  signal: AbortSignal,
): Promise<string | null> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(address, { method: "POST", body: JSON.stringify(body), headers, signal }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      return error instanceof TypeError ? null : Promise.reject(error);
    },
  );
  if (!answer) return CUT_OFF;
  if (!answer.ok || !answer.body) return problemIn(answer);
  let ended = false;
  let rest = "";
  const take = (line: string) => {
    const event = eventIn(line);
    if (!event) return;
    ended ||= event.kind !== "progress";
    onEvent(event);
  };
  try {
    const decoder = new TextDecoder();
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(take);
    }
  } catch {
    signal.throwIfAborted();
  }
  return ended ? null : CUT_OFF;
}
