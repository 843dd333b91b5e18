import { z } from "zod";
import { logDefect } from "@/app/_auth/log-defect";
import type { Said } from "@/app/_ui/desk/action-form";
import { AppError } from "@/lib/kernel/error";
import { refusedValue } from "@/lib/kernel/refused-value";
import { Text } from "@/lib/kernel/text";

/** What an action did, or what went wrong, in our own words; a defect is logged under an id that the sentence names. */
export async function said(work: () => Promise<string | { words: string; link: string | null }>): Promise<Said> {
  try {
    const done = await work();
    if (typeof done === "string") return { ok: true, words: done };
    return { ok: true, words: done.words, ...(done.link ? { link: done.link } : {}) };
  } catch (error) {
    if (error instanceof AppError)
      return { ok: false, words: error.message, ...(error.code === "unproven" ? { unproven: true } : {}) };
    if (error instanceof z.ZodError) return { ok: false, words: `${error.issues[0]?.message ?? "That is not valid"}.` };
    const refused = refusedValue(error);
    if (refused) return { ok: false, words: refused.message };
    const words = `Something went wrong on our side; nothing was changed. Reference ${logDefect(error)}.`;
    return { ok: false, words };
  }
}

/** A field of a form as text that can be kept, at most 1000 characters; empty where it is not there or is none. */
export const textOf = (form: FormData, name: string): string => Text.max(1000).catch("").parse(formIn(form)?.get(name));

/** The form that an action was given; anybody can call one with something else, whatever its type says. */
function formIn(given: unknown): FormData | null {
  return given instanceof FormData ? given : null;
}

/** What a picker offers; nothing to who may not ask, or asks with what is no text. */
export async function offered<T>(work: () => Promise<T[]>): Promise<T[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || error instanceof z.ZodError || refusedValue(error)) return [];
    throw error;
  }
}
