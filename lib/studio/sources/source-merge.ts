import { z } from "zod";
import type { Queryable, Transaction } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { appendState, lockSources, readStates, type SourceState } from "./source-state";

/** That a source is to be shown as another one, or with `into` null as itself again. */
export const SourceMerge = z.strictObject({
  key: Slug,
  into: Slug.nullable(),
  reason: z.string().trim().min(3, "Say why, in a few words").max(500),
});
export type SourceMerge = z.output<typeof SourceMerge>;

/** The source at the end of a source's way, which is the one that readers see. */
async function survivorOf(sql: Queryable, key: string): Promise<SourceState> {
  const [shown] = await sql<{ key: string }[]>`select key from standing_source where own_key = ${key}`;
  const [state] = await readStates(sql, [shown?.key ?? key]);
  if (!state) throw new Error("a state for each key");
  return state;
}

/** Both ends of a merge that can be made as things stand; `to` null where it is taken back. Throws not_found, invalid and conflict. */
export async function sourcesOf(
  sql: Queryable,
  { key, into }: Pick<SourceMerge, "key" | "into">,
): Promise<{ from: SourceState; to: SourceState | null }> {
  const [from] = await readStates(sql, [key]);
  if (!from) throw new Error("a state for each key");
  if (into === null) {
    if (from.mergedInto === null) throw new AppError("conflict", `“${from.title}” is not merged into another source.`);
    return { from, to: null };
  }
  const to = await survivorOf(sql, into);
  if (to.archived)
    throw new AppError("conflict", `“${to.title}” is archived. Restore it first, or choose another one to keep.`);
  if (from.id === to.id)
    throw new AppError("invalid", `“${from.title}” cannot be merged into itself. Nothing was merged.`);
  if (from.mergedInto !== null)
    throw new AppError("conflict", `“${from.title}” is merged into another source already. Undo that first.`);
  return { from, to };
}

/**
 * Lets a source be shown as another one from now on, or as itself again. Since the end of a way is never merged itself,
 * ways cannot turn in a circle. Part of a draft's publication. Throws not_found, invalid and conflict.
 */
export async function applySourceMerge(
  tx: Transaction,
  merge: SourceMerge,
  by: { personId: string; changeSetId: number | null },
): Promise<void> {
  await lockSources(tx);
  const { from, to } = await sourcesOf(tx, merge);
  await appendState(tx, by, from, { mergedInto: to?.id ?? null, reason: merge.reason });
}
