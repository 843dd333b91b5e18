"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import type { Said } from "@/app/_ui/desk/action-form";
import { sourceKeyOf } from "@/lib/studio/sources/source-key";
import { addSource } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { Reading } from "@/lib/studio/import/mapping/mapping";
import { settleMapping } from "@/lib/studio/import/settle-mapping";
import { saveReading } from "@/lib/studio/import/work";
import type { Viewer } from "@/lib/access/viewer";
import { importHref } from "./view";

const Ref = z.object({ dataset: z.string(), upload: z.coerce.number().int() });
function refOf(form: FormData): z.infer<typeof Ref> {
  const ref = Ref.safeParse({ dataset: textOf(form, "dataset"), upload: textOf(form, "upload") });
  if (!ref.success) notFound();
  return ref.data;
}
const orNothing = (text: string): string | undefined => (text === "" ? undefined : text);

const readingOf = (form: FormData): Reading =>
  Reading.parse({
    header: Number(textOf(form, "header")),
    sheet: orNothing(textOf(form, "sheet")),
    encoding: orNothing(textOf(form, "encoding")),
    delimiter: orNothing(textOf(form, "delimiter")),
  });

/** Keeps how the file is read, and goes on to its columns. */
export async function saveReadingOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  const ref = refOf(form);
  const done = await said(async () => {
    await saveReading(viewer, { ...ref, reading: readingOf(form) });
    return "";
  });
  if (done?.ok) redirect(importHref(ref.dataset, ref.upload, "columns"));
  return done;
}

/** The source for the whole file: the one that was chosen, or a new one beside the viewer's draft. */
async function sourceOf(viewer: Viewer, dataset: string, form: FormData): Promise<string | null> {
  const [title, publisher] = [textOf(form, "new-title").trim(), textOf(form, "new-publisher").trim()];
  if (title === "") return textOf(form, "source").trim() || null;
  const [url, published] = [textOf(form, "new-url").trim(), textOf(form, "new-published").trim()];
  const key = sourceKeyOf({ publisher, title, published });
  const { id } = await openDraft(viewer, { dataset });
  const source = { key, title, publisher, kind: textOf(form, "new-kind").trim() || "report" };
  await addSource(viewer, {
    draft: id,
    source: { ...source, ...(url ? { url } : {}), ...(published ? { published } : {}) },
  });
  return key;
}

const MOST_COLUMNS = 1000;

function fixedOf(form: FormData): Record<string, string> {
  const named = [...form.entries()].flatMap(([name, value]) =>
    name.startsWith("fixed:") && typeof value === "string" && value.trim()
      ? [[name.slice(6), value.trim()] as const]
      : [],
  );
  return Object.fromEntries(named.slice(0, 100));
}

/** Keeps what the columns mean, and goes on to the check where nothing is left to be said. */
export async function saveColumnsOf(_: string[] | null, form: FormData): Promise<string[]> {
  const viewer = await requireViewer();
  const ref = refOf(form);
  let problems: string[] = [];
  const done = await said(async () => {
    const mapping = {
      columns: form.getAll("column").slice(0, MOST_COLUMNS),
      fixed: fixedOf(form),
      status: textOf(form, "status") || null,
      confidence: textOf(form, "confidence") || null,
      source: await sourceOf(viewer, ref.dataset, form),
      reason: textOf(form, "reason"),
      decimal: textOf(form, "decimal"),
      dates: textOf(form, "dates"),
      scale: Number(textOf(form, "scale")),
    };
    problems = await settleMapping(viewer, { ...ref, mapping });
    return "";
  });
  if (done && !done.ok) return [done.words];
  if (problems.length === 0) redirect(importHref(ref.dataset, ref.upload, "check"));
  return problems;
}
