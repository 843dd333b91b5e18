import type { NameLists } from "@/lib/studio/grid/name-book";
import { requestNames } from "./api";

/** The names that a dataset's dimensions know, asked for when first wanted, and again after a failure. Throws a Refusal. */
export function namesOnce(dataset: string): () => Promise<NameLists> {
  let asked: Promise<NameLists> | null = null;
  return async () => {
    asked ??= requestNames(dataset);
    try {
      return await asked;
    } catch (error) {
      asked = null;
      throw error;
    }
  };
}
