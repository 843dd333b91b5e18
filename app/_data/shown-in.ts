import { textOf } from "./said";

/** Which state of what it changes a form showed: when that became known. Nothing where it showed none. */
export function shownIn(form: FormData): { shown?: string } {
  const shown = textOf(form, "shown");
  return shown === "" ? {} : { shown };
}
