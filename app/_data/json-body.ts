import { AppError } from "@/lib/kernel/error";

const MOST_BYTES = 40_000_000;

/** The JSON that a request carries. Throws invalid where it is none, and limit where it is more than is taken. */
export async function jsonBody(request: Request): Promise<unknown> {
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    throw new AppError("invalid", "The request carries no JSON.");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES)
    throw new AppError("limit", "That is too much at once. Use the import for more than a hundred thousand values.");
  try {
    return await request.json();
  } catch {
    throw new AppError("invalid", "The request's JSON cannot be read.");
  }
}
