import { AppError } from "@/lib/kernel/error";

/** What was asked for, or the sentence that says that it is not part of the viewer's subscription. */
export async function orForbidden<T>(asked: Promise<T>): Promise<T | { forbidden: string }> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return { forbidden: error.message };
    throw error;
  }
}
