import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { seriesCode } from "@/lib/datasets/series-code";
import { type EntityLookup, validateObservation } from "@/lib/datasets/validate";
import { CellContent, CellPlace, type Refused, Shown } from "./draft";

/** An edit that may be kept, with the code of its series. */
export type SoundEdit = {
  series: string;
  place: CellPlace;
  content: CellContent | null;
  expects: number | null;
  /** Undefined where nobody has looked at what is published. */
  shown: Shown | null | undefined;
};

const Outer = z.strictObject({
  place: CellPlace,
  content: z.unknown(),
  expects: z.number().int().min(0).optional(),
  shown: Shown.nullable().optional(),
});

const UNNAMED = "source-not-named-yet";

/** What a cell would propose to the store. A source that is not named yet is checked later, at submission. */
export function proposalOf(dataset: string, place: CellPlace, content: CellContent): ProposedObservation {
  const optional = {
    ...(content.low === null ? {} : { low: content.low }),
    ...(content.high === null ? {} : { high: content.high }),
    ...(content.confidence === null ? {} : { confidence: content.confidence }),
    ...(content.note === null ? {} : { note: content.note }),
    ...(content.periodEnd === null ? {} : { periodEnd: content.periodEnd }),
    ...(content.periodLabel === null ? {} : { periodLabel: content.periodLabel }),
  };
  return {
    dataset,
    ...place,
    value: content.value,
    status: content.status,
    source: content.source ?? UNNAMED,
    ...optional,
  };
}

function refusal(
  series: string,
  period: string,
  field: string | null,
  message: string,
  mine: CellContent | null,
): Refused {
  return { series, period, code: "invalid", field, message, mine, theirs: null };
}

function sortOne(dataset: DatasetDefinition, edit: unknown, exists: EntityLookup): SoundEdit | Refused {
  const outer = Outer.safeParse(edit);
  if (!outer.success) return refusal("", "", null, outer.error.issues[0]?.message ?? "This is no edit", null);
  const { place, expects, shown } = outer.data;
  const series = seriesCode(dataset, place.dims, place.measure);
  const content = CellContent.nullable().safeParse(outer.data.content);
  if (!content.success) {
    const issue = content.error.issues[0];
    return refusal(series, place.period, issue?.path.join(".") || null, issue?.message ?? "This is no value", null);
  }
  if (content.data) {
    const found = validateObservation(dataset, proposalOf(dataset.slug, place, content.data), exists)[0];
    if (found) return refusal(series, place.period, found.field, found.message, content.data);
  }
  return { series, place, content: content.data, expects: expects ?? null, shown };
}

const STRETCH = 1000;

/**
 * Parts edits that a dataset's definition allows from those that it does not. Of two edits of one cell the later holds.
 * Others get their turn in between: a hundred thousand edits take a second.
 */
export async function sortEdits(
  dataset: DatasetDefinition,
  edits: readonly unknown[],
  exists: EntityLookup,
): Promise<{ sound: SoundEdit[]; refused: Refused[] }> {
  const sound = new Map<string, SoundEdit>();
  const refused: Refused[] = [];
  for (const [at, edit] of edits.entries()) {
    if (at % STRETCH === STRETCH - 1) await setImmediate();
    const one = sortOne(dataset, edit, exists);
    if ("code" in one) refused.push(one);
    else sound.set(`${one.series} ${one.place.period}`, one);
  }
  return { sound: [...sound.values()], refused };
}
