import { z } from "zod";
import type { Queryable } from "@/db/client";
import { isVisible, readsEverything } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { CellContent, CellPlace, type Refused } from "./draft";

const Cited = z.object({ content: z.object({ source: z.string() }) });
const Placed = z.object({ place: z.object({ series: z.string().optional(), period: CellPlace.shape.period }) });

const citedBy = (edit: unknown): string | null => Cited.safeParse(edit).data?.content.source ?? null;

function refusalOf(edit: unknown, key: string): Refused {
  const content = CellContent.nullable().safeParse(z.object({ content: z.unknown() }).parse(edit).content);
  return {
    series: "",
    period: Placed.safeParse(edit).data?.place.period ?? "",
    code: "invalid",
    field: "source",
    message: `There is no source called “${key}”. Choose one that is offered, or make it.`,
    mine: content.data ?? null,
    theirs: null,
  };
}

/**
 * Parts edits into those that cite what their author may know and those that cite a source that is not theirs, or none:
 * a key that is guessed would else lead to its title. Who reads everything may name what is yet to come.
 */
export async function withoutHiddenSources(
  sql: Queryable,
  viewer: Viewer,
  draft: number,
  edits: readonly unknown[],
): Promise<{ open: readonly unknown[]; refused: Refused[] }> {
  if (readsEverything(viewer)) return { open: edits, refused: [] };
  const keys = [...new Set(edits.flatMap((edit) => citedBy(edit) ?? []))];
  const rows = await sql<{ key: string }[]>`
    select key from source where key = any(${keys}) and ${isVisible(sql, viewer, sql`source.id`)}
    union select key from draft_source where draft_id = ${draft}`;
  const known = new Set(rows.map(({ key }) => key));
  const isOpen = (edit: unknown): boolean => known.has(citedBy(edit) ?? "") || citedBy(edit) === null;
  const refused = edits.flatMap((edit) => (isOpen(edit) ? [] : [refusalOf(edit, citedBy(edit) ?? "")]));
  return { open: edits.filter(isOpen), refused };
}
