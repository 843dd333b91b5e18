import { AppError } from "@/lib/kernel/error";
import { answerWith } from "./answer-status";

/** What was asked for, or the sentence that says why it is not there yet; the page then goes out with status 503. */
export async function orUnavailable<T>(asked: Promise<T>): Promise<T | { unavailable: string }> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
    answerWith(503);
    return { unavailable: error.message };
  }
}
