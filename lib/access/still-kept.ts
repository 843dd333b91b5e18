import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { holds } from "./entitlement";
import type { Role, Viewer } from "./viewer";

type Member = { id: string; role: Role };

/** Who belongs to an organisation and may sign in. */
const active = (tx: Queryable, organisationId: number): Promise<Member[]> =>
  tx<Member[]>`
    select person.id, role from member join person on person.id = member.person_id
    where organisation_id = ${organisationId} and disabled_at is null`;

/**
 * Holds organisations still for as long as a transaction lasts: who changes the people of one waits for the other, and
 * sees then what the other did. They are taken in the order of their ids, so that two never wait for each other. Throws
 * conflict where the viewer is no longer what they were when they asked.
 */
export async function holdStill(tx: Queryable, viewer: Viewer, organisationId: number): Promise<void> {
  await tx`
    select 1 from organisation where id in (${viewer.organisationId}, ${organisationId}) order by id for no key update`;
  const own = (await active(tx, viewer.organisationId)).find(({ id }) => id === viewer.personId);
  if (own?.role !== viewer.role)
    throw new AppError("conflict", "Your own role was changed meanwhile. Nothing else was changed.");
}

/**
 * Throws conflict unless somebody looks after an organisation without that person: an admin in the house, for which
 * nobody else could make one, and elsewhere a manager or admin. It is to be held still before.
 */
export async function demandStillKept(tx: Queryable, organisationId: number, without: Member): Promise<void> {
  const [found] = await tx<{ name: string; house: boolean }[]>`
    select name, house from organisation where id = ${organisationId}`;
  const needed: Role = found?.house ? "admin" : "manager";
  if (!found || !holds(without, needed)) return;
  const others = (await active(tx, organisationId)).filter(({ id }) => id !== without.id);
  if (others.some((one) => holds(one, needed))) return;
  throw new AppError(
    "conflict",
    `That would leave nobody who looks after ${found.name}: make somebody else ${needed} first. Nothing was changed.`,
  );
}
