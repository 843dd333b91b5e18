import type { Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { appendState, readStates, type SourceState } from "./source-state";

/** The source at the end of a source's way, which is the one that readers see. */
async function survivorOf(tx: Transaction, key: string): Promise<SourceState> {
  const [shown] = await tx<{ key: string }[]>`select key from standing_source where own_key = ${key}`;
  const [state] = await readStates(tx, [shown?.key ?? key]);
  if (!state) throw new Error("a state for each key");
  return state;
}

function refuseUnfit(one: SourceState, into: SourceState): void {
  if (one.id === into.id)
    throw new AppError("invalid", `“${one.title}” cannot be merged into itself. Nothing was merged.`);
  if (one.mergedInto !== null)
    throw new AppError("conflict", `“${one.title}” is merged into another source already. Undo that first.`);
}

/**
 * Merges sources into another, or into the one which that is merged into. Since the end of a way is never merged
 * itself, ways cannot turn in a circle.
 */
export async function mergeInto(
  tx: Transaction,
  viewer: Viewer,
  merge: { keys: string[]; into: string; reason: string },
): Promise<string> {
  const into = await survivorOf(tx, merge.into);
  if (into.archived)
    throw new AppError("conflict", `“${into.title}” is archived. Restore it first, or choose another one to keep.`);
  const states = await readStates(tx, [...new Set(merge.keys)]);
  for (const one of states) refuseUnfit(one, into);
  for (const one of states) {
    await appendState(tx, viewer, one, { mergedInto: into.id, reason: merge.reason });
    await auditIn(tx, viewer, {
      action: "source.merge",
      subject: one.key,
      detail: { into: into.key, reason: merge.reason },
    });
  }
  const what = states.length === 1 ? `“${states[0]?.title ?? ""}” is` : `${states.length} sources are`;
  return `${what} shown as “${into.title}” from now on. What names them keeps them, and it can be undone.`;
}
