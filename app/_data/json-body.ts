import { AppError } from "@/lib/kernel/error";
import { unstorable, unstorableIn } from "@/lib/kernel/text";
import { type BodyLimit, bodyText } from "./body-text";

const MUCH: BodyLimit = {
  mostBytes: 40_000_000,
  tooMuch: () =>
    new AppError("too_large", "That is too much at once. Use the import for more than a hundred thousand values."),
};

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

/** The JSON that a request carries. Throws invalid where it is none, and too_large where it is more than is taken. */
export async function jsonBody(request: Request, limit = MUCH): Promise<unknown> {
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    throw new AppError("invalid", "The request carries no JSON.");
  return parsedJson(await bodyText(request, limit));
}
