import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { entitlement, member, organisation, person } from "@/db/schema/index";
import { recordAudit } from "@/lib/audit/record";
import { hashPassword, Password } from "./password";
import type { Role } from "./viewer";

/** Finds an organisation by its key, or makes it. Returns its id. */
export async function ensureOrganisation({ orm }: Database, slug: string, name: string): Promise<number> {
  const made = await orm
    .insert(organisation)
    .values({ slug, name })
    .onConflictDoNothing()
    .returning({ id: organisation.id });
  if (made[0]) {
    await recordAudit(orm, { organisationId: made[0].id, action: "organisation.made", subject: slug });
    return made[0].id;
  }
  const rows = await orm.select({ id: organisation.id }).from(organisation).where(eq(organisation.slug, slug));
  if (!rows[0]) throw new Error(`no organisation ${slug}`);
  return rows[0].id;
}

/** The id of the person with that e-mail, or null. */
export async function findPerson({ orm }: Database, email: string): Promise<string | null> {
  const rows = await orm
    .select({ id: person.id })
    .from(person)
    .where(eq(sql`lower(${person.email})`, email.toLowerCase()));
  return rows[0]?.id ?? null;
}

/** Makes somebody's account. Throws where the e-mail is taken or the password too short. */
export async function createPerson(
  { orm }: Database,
  given: { email: string; name: string; password: string },
): Promise<string> {
  const password_hash = await hashPassword(Password.parse(given.password));
  const rows = await orm
    .insert(person)
    .values({ email: given.email, name: given.name, password_hash })
    .returning({ id: person.id });
  if (!rows[0]) throw new Error("a person without an id");
  await recordAudit(orm, { action: "person.made", subject: rows[0].id });
  return rows[0].id;
}

/** Gives somebody a new password. */
export async function setPassword({ orm }: Database, personId: string, password: string): Promise<void> {
  const password_hash = await hashPassword(Password.parse(password));
  await orm.update(person).set({ password_hash }).where(eq(person.id, personId));
  await recordAudit(orm, { of: personId, action: "password.set", subject: personId });
}

/** Makes somebody a member, or changes their role. */
export async function setMember(
  { orm }: Database,
  organisationId: number,
  personId: string,
  role: Role,
): Promise<void> {
  await orm
    .insert(member)
    .values({ organisation_id: organisationId, person_id: personId, role })
    .onConflictDoUpdate({ target: [member.organisation_id, member.person_id], set: { role } });
  await recordAudit(orm, { organisationId, action: "member.set", subject: personId, detail: { role } });
}

/** Lets an organisation read a dataset (`*`: all), held back by so many days. */
export async function grantEntitlement(
  { orm }: Database,
  organisationId: number,
  dataset: string,
  delayDays = 0,
): Promise<void> {
  await orm
    .insert(entitlement)
    .values({ organisation_id: organisationId, dataset, delay_days: delayDays })
    .onConflictDoUpdate({ target: [entitlement.organisation_id, entitlement.dataset], set: { delay_days: delayDays } });
  await recordAudit(orm, {
    organisationId,
    action: "entitlement.granted",
    subject: dataset,
    detail: { delayDays },
  });
}
