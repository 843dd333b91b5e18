"use server";

import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { said, textOf } from "@/app/_data/said";
import { shownIn } from "@/app/_data/shown-in";
import { sourceIn } from "@/app/_data/source-in";
import type { Said } from "@/app/_ui/desk/action-form";
import { EntityKind } from "@/lib/entities/kinds";
import { ProposedRelation } from "@/lib/datasets/proposal";
import { mergeEntities, undoEntityMerge } from "@/lib/studio/entities/merge-entities";
import { proposeEntity } from "@/lib/studio/entities/propose-entity";
import { proposeRelation } from "@/lib/studio/entities/propose-relation";

const kindOf = (form: FormData, name = "kind"): EntityKind => EntityKind.parse(textOf(form, name));

/** The fields of a form whose names begin with `attribute.`, without that. */
function attributesIn(form: FormData): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => name.startsWith("attribute."));
  return Object.fromEntries(names.map((name) => [name.slice("attribute.".length), textOf(form, name)]));
}

/** Puts the entity of the form, new or changed, into the viewer's draft of the catalogue. */
export async function proposeEntityOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const slug = textOf(form, "slug");
    const lines = textOf(form, "aliases").split("\n");
    const { draft, ...made } = await proposeEntity(viewer, {
      kind: kindOf(form),
      ...(slug === "" ? {} : { slug }),
      ...shownIn(form),
      name: textOf(form, "name"),
      attributes: attributesIn(form),
      aliases: lines.map((one) => one.trim()).filter(Boolean),
      verified: textOf(form, "verified") === "1",
      ...sourceIn(form),
      note: textOf(form, "note"),
    });
    revalidatePath("/studio", "layout");
    return `${slug === "" ? `${made.slug} is` : "The change is"} in your draft ${draft.id} of the catalogue. Readers see it once that is reviewed and published.`;
  });
}

/** Puts the relation of the form into the viewer's draft of the catalogue. */
export async function proposeRelationOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const own = { kind: kindOf(form), name: textOf(form, "slug") };
    const other = { kind: kindOf(form, "otherKind"), name: textOf(form, "other") };
    const forward = textOf(form, "direction") !== "from";
    const draft = await proposeRelation(viewer, {
      from: forward ? own : other,
      relation: ProposedRelation.shape.relation.parse(textOf(form, "relation")),
      to: forward ? other : own,
      since: textOf(form, "since"),
      until: textOf(form, "until"),
      ...sourceIn(form),
      note: textOf(form, "note"),
    });
    revalidatePath("/studio", "layout");
    return `The relation is in your draft ${draft.id} of the catalogue.`;
  });
}

/** Merges the entity of the form into another one, or takes that back. */
export async function mergeEntityOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const given = { kind: kindOf(form), slug: textOf(form, "slug"), reason: textOf(form, "reason") };
    const words =
      textOf(form, "what") === "undo"
        ? await undoEntityMerge(viewer, given)
        : await mergeEntities(viewer, {
            ...given,
            into: textOf(form, "into"),
            despite: textOf(form, "despite") === "1",
          });
    revalidatePath("/studio", "layout");
    return words;
  });
}
