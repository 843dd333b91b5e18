import { createHash } from "node:crypto";
import type { Queryable } from "@/db/client";
import type { DraftFinding } from "../draft";

/** What somebody answered to a question of a draft: who, when, and why it may pass. */
export type Answer = { by: string; at: string; reason: string };

/**
 * All findings of one cause as one question: it is answered once, with a reason. `key` also holds what the findings say,
 * so that an answer is of these and not of others that come later.
 */
export type DraftQuestion = {
  key: string;
  rule: string;
  message: string;
  messages: number;
  places: { series: string; period: string }[];
  count: number;
  answer: Answer | null;
};

const PLACES = 12;

function questionOf(cause: string, findings: readonly DraftFinding[], answers: ReadonlyMap<string, Answer>) {
  const said = findings
    .map((one) => `${one.place?.series} ${one.place?.period} ${one.of ?? ""} ${one.message}`)
    .toSorted();
  const sign = createHash("sha256").update(said.join("\n")).digest("hex").slice(0, 16);
  const key = `${cause} · ${sign}`;
  const [first] = findings;
  return {
    key,
    rule: first?.rule ?? "",
    message: first?.message ?? "",
    messages: new Set(findings.map((one) => one.message)).size,
    places: findings.flatMap((one) => one.place ?? []).slice(0, PLACES),
    count: findings.length,
    answer: answers.get(key) ?? null,
  };
}

/** The questions that findings ask, open ones first, then those of most findings. */
export function questionsOf(findings: readonly DraftFinding[], answers: ReadonlyMap<string, Answer>): DraftQuestion[] {
  const causes = new Map<string, DraftFinding[]>();
  for (const one of findings) {
    if (one.asks === undefined) continue;
    const group = causes.get(one.asks);
    if (group) group.push(one);
    else causes.set(one.asks, [one]);
  }
  return [...causes]
    .map(([cause, group]) => questionOf(cause, group, answers))
    .toSorted((a, b) => Number(a.answer !== null) - Number(b.answer !== null) || b.count - a.count);
}

/** An answer as the timeline of a draft tells it: of how many findings, by which rule. */
export type TimedAnswer = Answer & { key: string; rule: string; findings: number };

/** Every answer that was given about a draft, oldest first, whatever became of it. */
export async function readAnswerLine(sql: Queryable, draft: number): Promise<TimedAnswer[]> {
  const rows = await sql<(Omit<TimedAnswer, "rule"> & { cause: string })[]>`
    select a.id::text as key, a.cause, a.findings, p.name as by, to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, a.reason
    from draft_answer a join person p on p.id = a.person_id where a.draft_id = ${draft} order by a.id`;
  return rows.map(({ cause, ...row }) => ({ ...row, rule: cause.split(" · ")[0] ?? "" }));
}

/** What was answered about a draft, by the key of the question; of several answers the newest. */
export async function readAnswers(sql: Queryable, draft: number): Promise<Map<string, Answer>> {
  const rows = await sql<(Answer & { cause: string })[]>`
    select a.cause, p.name as by, to_char(a.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, a.reason
    from draft_answer a join person p on p.id = a.person_id where a.draft_id = ${draft} order by a.id`;
  return new Map(rows.map(({ cause, ...answer }) => [cause, answer]));
}
