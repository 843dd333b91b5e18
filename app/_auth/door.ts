import { z } from "zod";
import { AppError } from "@/lib/kernel/error";
import { problemOf, problemResponse } from "@/lib/kernel/problem";
import { refusedValue } from "@/lib/kernel/refused-value";
import { logDefect } from "./log-defect";

/**
 * Wraps a route so that every failure leaves by the same way: our own errors and bad input as a problem with its
 * status, anything else logged once under an id that the answer names.
 */
export function door<A extends unknown[]>(
  handler: (...args: A) => Promise<Response>,
): (...args: A) => Promise<Response> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      if (error instanceof AppError || error instanceof z.ZodError) return problemResponse(problemOf(error));
      const refused = refusedValue(error);
      if (refused) return problemResponse(problemOf(refused));
      return problemResponse(problemOf(error, logDefect(error)));
    }
  };
}
