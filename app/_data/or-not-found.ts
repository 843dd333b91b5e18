import { notFound } from "next/navigation";
import { AppError } from "@/lib/kernel/error";

/** What was asked for, or the page that says that it is not there. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
