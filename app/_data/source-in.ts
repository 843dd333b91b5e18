import { textOf } from "./said";

/** The source that a form names: a key, and what was typed of a new one, which counts where it has a title. */
export function sourceIn(form: FormData) {
  const source = textOf(form, "source").trim();
  const title = textOf(form, "newSource.title").trim();
  if (title === "") return { source };
  const newSource = {
    title,
    publisher: textOf(form, "newSource.publisher"),
    url: textOf(form, "newSource.url").trim(),
    published: textOf(form, "newSource.published").trim(),
    kind: textOf(form, "newSource.kind"),
  };
  return { source, newSource };
}
