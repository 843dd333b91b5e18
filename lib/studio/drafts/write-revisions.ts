import type { Transaction } from "@/db/client";
import { standingRow } from "@/lib/store/standing";

/** Notes what each published value of a draft replaced and why. Values that said nothing new leave no revision. */
export async function writeRevisions(
  tx: Transaction,
  given: { draft: number; dataset: string; changeSetId: number },
): Promise<void> {
  await tx`
    insert into revision (change_set_id, dataset, series, period, reason, value_before, low_before, high_before,
      status_before, value_after, low_after, high_after, status_after, note)
    select ${given.changeSetId}, ${given.dataset}, c.series, c.period,
      case when before.status is null or before.status = 'W' then 'addition' else c.reason end,
      before.value, before.low, before.high, before.status, c.value, c.low, c.high, c.status, c.note
    from draft_cell c
    join series on series.code = c.series
    join observation o on o.series_id = series.id and o.period = c.period
      and o.release_id in (select id from release where change_set_id = ${given.changeSetId})
    left join ${standingRow(tx, tx`c.series`, tx`c.period`, given.changeSetId)} before on true
    where c.draft_id = ${given.draft}`;
}
