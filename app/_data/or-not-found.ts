import { notFound } from "next/navigation";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";

/** What was asked for, or the page that says that it is not there: so too for a name or number that nothing can have. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid")) notFound();
    if (error instanceof z.ZodError) notFound();
    throw error;
  }
}
