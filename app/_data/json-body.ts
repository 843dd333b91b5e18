import { AppError } from "@/lib/kernel/error";
import { unstorable, unstorableIn } from "@/lib/kernel/text";

const MOST_BYTES = 40_000_000;

const tooMuch = () =>
  new AppError("too_large", "That is too much at once. Use the import for more than a hundred thousand values.");

/** The text of a body, as far as it is taken: a body that comes in chunks does not say before how long it is. */
async function textOf(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw tooMuch();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid", "The request's JSON cannot be read.");
  }
}

/** What a text of JSON says. Throws invalid where it is none, or holds a text that cannot be kept. */
export function parsedJson(text: string): unknown {
  const value = read(text);
  const where = unstorableIn(value);
  if (where) throw new AppError("invalid", unstorable(where));
  return value;
}

/** The JSON that a request carries. Throws invalid where it is none, and limit where it is more than is taken. */
export async function jsonBody(request: Request): Promise<unknown> {
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    throw new AppError("invalid", "The request carries no JSON.");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw tooMuch();
  return parsedJson(await textOf(request));
}
