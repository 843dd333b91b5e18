import { z } from "zod";
import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { Text } from "@/lib/kernel/text";
import { demandKeeper } from "./keepers";
import { lookedAfterIn } from "./looked-after";
import { holdStill } from "./still-kept";
import type { Role, Viewer } from "./viewer";

/** Whom something is done to, in which organisation where that is not plain, and why. */
export const About = z.strictObject({
  person: z.uuid("choose a person"),
  organisation: z.number().int().positive().optional(),
  reason: Text.trim().min(3, "say why, in a few words").max(300),
});
export type About = z.infer<typeof About>;

type Place = { id: number; name: string; everywhere: boolean };
export type Held = { id: string; name: string; email: string; role: Role; disabled: boolean; place: Place };

/**
 * The person whom the viewer is about to change, with their organisation held still meanwhile: two who take each other's
 * role away at the same moment would leave nobody. Nobody changes oneself, so that who changes somebody remains. Throws
 * forbidden, conflict, and not_found for whom the viewer does not look after.
 */
export async function holdPerson(tx: Queryable, viewer: Viewer, about: About): Promise<Held> {
  const { person: id, organisation } = about;
  if (id === viewer.personId)
    throw new AppError("forbidden", "Nobody changes their own role or account. Ask another admin.");
  const nobody = () => new AppError("not_found", `There is no such person at ${viewer.organisation}.`);
  const place = await lookedAfterIn(tx, viewer, id, organisation);
  if (!place) throw nobody();
  await holdStill(tx, viewer, place.id);
  const [found] = await tx<Omit<Held, "place">[]>`
    select person.id, name, email, role, disabled_at is not null as disabled
    from member join person on person.id = member.person_id
    where organisation_id = ${place.id} and person.id = ${id} for no key update of person`;
  if (!found) throw nobody();
  demandKeeper(viewer, found.role);
  return { ...found, place };
}

/** Throws conflict where an account serves another organisation too: it is the house's alone to change then. */
export async function demandOwned(tx: Queryable, { id, name, place }: Held): Promise<void> {
  if (place.everywhere) return;
  const [elsewhere] = await tx`select 1 from member where person_id = ${id} and organisation_id <> ${place.id} limit 1`;
  if (elsewhere)
    throw new AppError(
      "conflict",
      `${name} also belongs to another organisation, whose account it is too. Remove them from ${place.name} instead, or ask the house.`,
    );
}
