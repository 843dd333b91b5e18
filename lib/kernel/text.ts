import { z } from "zod";

/** Whether the store can keep a text as it is: Postgres takes no NUL, and UTF-8 no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text);

const SENTENCE = "has a character that cannot be kept: a NUL, or half of one";

/** A text that can be kept. Every text that comes in from outside is one. */
export const Text = z.string().refine(isStorable, SENTENCE);
export type Text = z.infer<typeof Text>;

/**
 * The path, `edits[3].note`, of the first text within a value that cannot be kept, keys included; null where all can.
 */
export function unstorableIn(value: unknown, path = ""): string | null {
  if (typeof value === "string") return isStorable(value) ? null : path || "the text";
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) {
      const found = unstorableIn(one, `${path}[${at}]`);
      if (found) return found;
    }
    return null;
  }
  if (value === null || typeof value !== "object") return null;
  for (const [key, one] of Object.entries(value)) {
    const name = isStorable(key) ? key : "a name";
    const found = isStorable(key) ? unstorableIn(one, path ? `${path}.${name}` : name) : name;
    if (found) return found;
  }
  return null;
}

/** The sentence about a text that cannot be kept, by where it stands. */
export const unstorable = (where: string): string => `${where} ${SENTENCE}.`;
