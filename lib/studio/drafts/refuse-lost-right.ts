import type { Transaction } from "@/db/client";
import { currentRight } from "@/lib/access/current-right";
import { findDataset } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";

type Plan = { dataset: string; author: string; organisationId: number; organisation: string; writes: boolean };

/**
 * Throws forbidden where a planned draft must not go out by itself any more: its organisation no longer works on the
 * dataset, or its author is no analyst there by now. Who may still publish it does so by hand.
 */
export async function refuseLostRight(tx: Transaction, draft: number): Promise<void> {
  const [plan] = await tx<Plan[]>`
    select d.dataset, person.name as author, organisation.id::int as "organisationId", organisation.name as organisation,
      exists (select 1 from member where organisation_id = d.organisation_id and person_id = person.id
        and role in ('analyst', 'admin')) and person.disabled_at is null as writes
    from draft d join person on person.id = d.author_id join organisation on organisation.id = d.organisation_id
    where d.id = ${draft}`;
  if (!plan) throw new Error(`a planned draft ${draft} that is not there`);
  const { dataset, author, organisation, organisationId, writes } = plan;
  const title = findDataset(dataset)?.title;
  if (title !== undefined && (await currentRight(tx, organisationId, dataset)) !== 0)
    throw new AppError("forbidden", `${organisation} no longer works on ${title}. Nothing was published.`);
  if (!writes)
    throw new AppError(
      "forbidden",
      `${author} is no analyst of ${organisation} any more. Nothing was published: whoever takes it over publishes it by hand.`,
    );
}
