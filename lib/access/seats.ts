import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";

/**
 * Throws conflict where all seats of an organisation are taken: by members who may sign in, and by invitations that are
 * open, but for that of `besides`. Holds the organisation still, so that two do not take the last one.
 */
export async function demandSeat(tx: Queryable, organisationId: number, besides: string): Promise<void> {
  const [{ seats } = { seats: null }] = await tx<{ seats: number | null }[]>`
    select seats from organisation where id = ${organisationId} for no key update`;
  if (seats === null) return;
  const [row] = await tx<{ taken: number }[]>`
    select ((select count(*) from member join person on person.id = member.person_id
        where member.organisation_id = ${organisationId} and person.disabled_at is null)
      + (select count(*) from invitation where organisation_id = ${organisationId} and accepted_at is null
        and withdrawn_at is null and expires_at > now() and lower(email) <> lower(${besides})))::int as taken`;
  if ((row?.taken ?? 0) < seats) return;
  throw new AppError(
    "conflict",
    `${seats === 1 ? "The one seat is" : `All ${seats} seats are`} taken. Deactivate somebody, withdraw an invitation, or ask the house for more seats.`,
  );
}
