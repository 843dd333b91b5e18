import { AppError } from "@/lib/kernel/error";
import { answerWith } from "./answer-status";

/** What was asked for, or the sentence that says why the viewer may not; the page then goes out with status 403. */
export async function orForbidden<T>(asked: Promise<T>): Promise<T | { forbidden: string }> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "forbidden") throw error;
    answerWith(403);
    return { forbidden: error.message };
  }
}

/** A part of a page, or null where the viewer may not see it; the page itself is theirs. */
export async function orWithheld<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return null;
    throw error;
  }
}
