import type { Queryable, Transaction } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import type { Grade } from "@/lib/provenance/grade";

/** A source's own row with what analysts came to think of it last. */
export type SourceState = {
  id: number;
  key: string;
  title: string;
  archived: boolean;
  mergedInto: number | null;
  licence: string | null;
  reliability: string | null;
  /** The grade that an analyst gave it, and why; null leaves it to the rule. */
  grade: Grade | null;
  gradeReason: string | null;
};

/** The states of those sources, in the order of the keys. Throws not_found where one is not there. */
export async function readStates(sql: Queryable, keys: readonly string[]): Promise<SourceState[]> {
  const rows = await sql<SourceState[]>`
    select source.id::int, source.key, source.title, coalesce(newest.archived, false) as archived,
      newest.merged_into::int as "mergedInto", newest.licence, newest.reliability,
      newest.grade, newest.grade_reason as "gradeReason"
    from source left join lateral (
      select * from source_state where source_id = source.id order by id desc limit 1
    ) newest on true
    where source.key = any(${[...keys]})`;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => {
    const found = byKey.get(key);
    if (!found) throw new AppError("not_found", `There is no source called “${key}”.`);
    return found;
  });
}

/** Decisions about sources are taken one after another: two merges at once could turn in a circle. */
export const lockSources = (tx: Transaction) => tx`select pg_advisory_xact_lock(hashtext('halfpitch.sources'))`;

/** Writes the next state of a source: what stood before, with the change. */
export async function appendState(
  tx: Transaction,
  by: { personId: string; changeSetId?: number | null },
  before: SourceState,
  change: Partial<Omit<SourceState, "id" | "key" | "title">> & { reason: string },
): Promise<void> {
  const next = { ...before, ...change };
  await tx`
    insert into source_state (source_id, archived, merged_into, licence, reliability, grade, grade_reason, reason, person_id,
      change_set_id)
    values (${next.id}, ${next.archived}, ${next.mergedInto}, ${next.licence}, ${next.reliability}, ${next.grade}, ${next.gradeReason}, ${change.reason},
      ${by.personId}, ${by.changeSetId ?? null})`;
}
