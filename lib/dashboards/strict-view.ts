import type { z } from "zod";
import { AppError } from "@/lib/kernel/error";

/**
 * The view that a data route is asked for. Unlike a page, which drops what it does not know, a file must be exactly
 * what was asked: an unknown, repeated or invalid parameter throws invalid.
 */
export function strictView<S extends z.ZodObject>(schema: S, params: URLSearchParams): z.output<S> {
  const given: Record<string, string> = {};
  for (const [name, value] of params) {
    const wrong = !(name in schema.shape)
      ? "there is no such parameter"
      : name in given
        ? "it may be given once"
        : null;
    if (wrong)
      throw new AppError("invalid", `The parameter “${name}” is not valid: ${wrong}.`, [
        { field: name, message: wrong },
      ]);
    if (value !== "") given[name] = value;
  }
  return schema.parse(given);
}
