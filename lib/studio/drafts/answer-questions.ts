import { z } from "zod";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import type { DraftQuestion } from "./asked/questions";
import { questionsAbout } from "./check-draft";
import { demandDraftWriter } from "./demand-draft";
import { lockDraft } from "./lock-draft";
import { approvalRefused } from "./move-draft";
import { findDraft } from "./read-draft";

export const AnswerQuestions = z.strictObject({
  draft: z.number().int().positive(),
  /** The keys of the questions, as they were shown. */
  keys: z.array(z.string().min(1).max(1000)).min(1).max(500),
  reason: z.string().trim().min(3, "Say why it may pass, in a few words").max(1000),
});

function asked(questions: readonly DraftQuestion[], keys: readonly string[]): DraftQuestion[] {
  return keys.map((key) => {
    const found = questions.find((one) => one.key === key);
    if (!found)
      throw new AppError("conflict", "What is asked has changed since you looked at it. Look again before you answer.");
    return found;
  });
}

/**
 * Answers what the checks ask about a draft in review, each question for all of its findings, with the reason why it may
 * pass; recorded for ever and audited. For who may approve it. Throws forbidden, conflict and not_found.
 */
export async function answerQuestions(
  viewer: Viewer,
  given: z.infer<typeof AnswerQuestions>,
  db: Database = database(),
): Promise<DraftQuestion[]> {
  const { draft: id, keys, reason } = AnswerQuestions.parse(given);
  const draft = await findDraft(db.sql, viewer, id);
  demandDraftWriter(viewer, draft.dataset);
  const questions = asked(await questionsAbout(db, draft), [...new Set(keys)]);
  await db.sql.begin(async (tx) => {
    const held = await lockDraft(tx, viewer, id);
    const refused = await approvalRefused(tx, viewer, held);
    if (refused) throw new AppError("forbidden", refused);
    if (held.state !== "in review")
      throw new AppError("conflict", `This draft is ${held.state}: only what is in review is answered.`);
    if (held.version !== draft.version)
      throw new AppError("conflict", "The draft was changed since you looked at it. Look again before you answer.");
    for (const { key, count } of questions)
      await tx`
        insert into draft_answer (draft_id, cause, version, findings, reason, person_id)
        values (${id}, ${key}, ${draft.version}, ${count}, ${reason}, ${viewer.personId})`;
    await auditIn(tx, viewer, {
      action: "draft.answered",
      subject: String(id),
      detail: { dataset: draft.dataset, reason, rules: [...new Set(questions.map((one) => one.rule))].join(", ") },
    });
  });
  return questionsAbout(db, draft);
}
