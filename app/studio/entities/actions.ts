"use server";

import { Text } from "@/lib/kernel/text";
import { revalidatePath } from "next/cache";
import { requireViewer } from "@/app/_auth/viewer";
import { offered, said, textOf } from "@/app/_data/said";
import { shownIn } from "@/app/_data/shown-in";
import { sourceIn } from "@/app/_data/source-in";
import type { Offer } from "@/app/_ui/catalogue/picker";
import type { Said } from "@/app/_ui/desk/action-form";
import { EntityKind } from "@/lib/entities/kinds";
import { ProposedRelation } from "@/lib/datasets/proposal";
import { proposeEntity } from "@/lib/studio/entities/propose-entity";
import { proposeEntityMerge } from "@/lib/studio/entities/propose-merge";
import { proposeRelation } from "@/lib/studio/entities/propose-relation";
import { searchEntities } from "@/lib/studio/entities/search-entities";

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

/** Puts into the viewer's draft that the entity of the form be shown as another one, or as itself again. */
export async function proposeMergeOf(_: Said, form: FormData): Promise<Said> {
  const viewer = await requireViewer();
  return said(async () => {
    const draft = await proposeEntityMerge(viewer, {
      kind: kindOf(form),
      slug: textOf(form, "slug"),
      into: textOf(form, "what") === "undo" ? null : textOf(form, "into"),
      reason: textOf(form, "reason"),
      despite: textOf(form, "despite") === "1",
    });
    revalidatePath("/studio", "layout");
    return `Proposed in your draft ${draft.id} of entities and sources. Nothing changes for readers before it is reviewed and published.`;
  });
}

/** What a picker of entities of a kind offers for the words that were typed, without one of them. */
export async function offerEntities(kind: EntityKind, except: string, text: string): Promise<Offer[]> {
  const viewer = await requireViewer();
  const found = await offered(async () =>
    searchEntities(viewer, {
      kind: EntityKind.parse(kind),
      text: Text.parse(text).slice(0, 200),
      except: Text.parse(except),
    }),
  );
  return found.map(({ slug, name, series, aliases }) => ({
    key: slug,
    name,
    about: [slug, `${series.toLocaleString("en-US")} series`, aliases.slice(0, 3).join(", ")]
      .filter(Boolean)
      .join(" · "),
  }));
}
