import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { Grade } from "@/lib/provenance/grade";
import { database } from "@/lib/store/database";
import { demandUsers } from "./demand-users";
import { appendState, lockSources, readStates, type SourceState } from "./source-state";

const reason = z.string().trim().min(3, "Say why, in a few words").max(500);
/** Empty means: what the source itself says. */
const orItsOwn = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === "" ? null : value), schema);

export const SourceChange = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("archive"), key: Slug, reason }),
  z.strictObject({ what: z.literal("restore"), key: Slug, reason }),
  z.strictObject({
    what: z.literal("assess"),
    key: Slug,
    licence: orItsOwn(z.string().trim().max(300).nullable()),
    reliability: orItsOwn(z.enum(["high", "medium", "low"]).nullable()),
    reason,
  }),
  z.strictObject({ what: z.literal("grade"), key: Slug, grade: orItsOwn(Grade.nullable()), reason }),
]);
export type SourceChange = z.infer<typeof SourceChange>;

function next(before: SourceState, change: SourceChange): Partial<SourceState> {
  switch (change.what) {
    case "archive":
    case "restore":
      if (before.archived === (change.what === "archive"))
        throw new AppError(
          "conflict",
          `“${before.title}” is ${before.archived ? "archived already" : "not archived"}.`,
        );
      return { archived: change.what === "archive" };
    case "assess":
      if (before.licence === change.licence && before.reliability === change.reliability)
        throw new AppError("conflict", "That is what stands already. Nothing was changed.");
      return { licence: change.licence, reliability: change.reliability };
    case "grade":
      if (before.grade === change.grade)
        throw new AppError("conflict", "That is its grade already. Nothing was changed.");
      return { grade: change.grade, gradeReason: change.grade === null ? null : change.reason };
  }
}

const DONE: Record<SourceChange["what"], (title: string) => string> = {
  archive: (title) => `“${title}” is archived: pickers offer it no longer, and what names it keeps it.`,
  restore: (title) => `“${title}” is offered again.`,
  assess: (title) => `Licence and reliability of “${title}” are noted.`,
  grade: (title) => `The grade of “${title}” is noted. What is published from now on is weighed by it.`,
};

function detailOf(change: SourceChange): Record<string, string | null> {
  const { reason } = change;
  if (change.what === "assess") return { reason, licence: change.licence, reliability: change.reliability };
  return change.what === "grade" ? { reason, grade: change.grade } : { reason };
}

async function changeOne(tx: Transaction, viewer: Viewer, change: SourceChange): Promise<string> {
  const [before] = await readStates(tx, [change.key]);
  if (!before) throw new Error("a state for each key");
  if (before.mergedInto !== null)
    throw new AppError("conflict", `“${before.title}” is merged into another source: change that one.`);
  await appendState(tx, viewer, before, { ...next(before, change), reason: change.reason });
  await auditIn(tx, viewer, {
    action: `source.${change.what}`,
    subject: change.key,
    detail: detailOf(change),
  });
  return DONE[change.what](before.title);
}

/**
 * Archives, assesses or grades a source, or takes that back, with a reason and in the audit. Numbers keep the source that they
 * were published with; it is shown as it stands now. Merging goes through a draft. Returns what to tell. Throws forbidden, not_found and
 * conflict.
 */
export async function changeSource(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  demandAnalyst(viewer);
  const change = SourceChange.parse(given);
  return db.sql.begin(async (tx) => {
    await lockSources(tx);
    await demandUsers(tx, viewer, [change.key]);
    return changeOne(tx, viewer, change);
  });
}
