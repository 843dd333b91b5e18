import type { Transaction } from "@/db/client";
import type { RevisionReason } from "@/lib/datasets/revision-reason";
import { replaced } from "./changed-values";

/**
 * Notes what the values of a change set took the place of, and why, in its own transaction: readers never see a value
 * without it. Where that is noted already, as of a draft, whose values have a reason each, nothing is added.
 */
export async function noteRevisions(tx: Transaction, changeSetId: number, reason: RevisionReason): Promise<void> {
  const releases = await tx<{ id: number; dataset: string }[]>`
    select id::int, dataset from release where change_set_id = ${changeSetId} and number > 1
      and not exists (select 1 from revision where change_set_id = ${changeSetId} and dataset = release.dataset)
    order by id`;
  // Nothing stood before a dataset's first release.
  if (releases.length === 0) return;
  // The planner knows the table as it was before this publication: scanning it for each value would look cheap.
  await tx`set local enable_seqscan = off`;
  for (const { id, dataset } of releases)
    await tx`
      insert into revision (change_set_id, dataset, series, period, reason, value_before, low_before, high_before,
        status_before, value_after, low_after, high_after, status_after, note)
      select ${changeSetId}, ${dataset}, series, period, ${reason}, value_before, low_before, high_before,
        status_before, value_after, low_after, high_after, status_after, note
      from (${replaced(tx, id)}) replaced`;
  await tx`set local enable_seqscan = on`;
}
