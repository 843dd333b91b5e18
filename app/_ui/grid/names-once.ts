import type { NameLists } from "@/lib/studio/reading/name-book";
import { requestNames } from "./api";

/** The names that a dataset's dimensions know, asked for when first wanted, again after a failure, and where they are wanted anew. Throws a Refusal. */
export function namesOnce(dataset: string): (anew?: boolean) => Promise<NameLists> {
  let asked: Promise<NameLists> | null = null;
  return async (anew = false) => {
    if (anew) asked = null;
    asked ??= requestNames(dataset);
    try {
      return await asked;
    } catch (error) {
      asked = null;
      throw error;
    }
  };
}
