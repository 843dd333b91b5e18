import { and, eq, isNull, sql } from "drizzle-orm";
import type { Orm } from "@/db/client";
import { member, person } from "@/db/schema/index";

export type Account = { id: string; name: string; email: string; passwordHash: string | null };

/** The account with that e-mail that may sign in: not disabled, and a member of some organisation. Else null. */
export async function findAccount(orm: Orm, email: string): Promise<Account | null> {
  const rows = await orm
    .select({ id: person.id, name: person.name, email: person.email, passwordHash: person.password_hash })
    .from(person)
    .innerJoin(member, eq(member.person_id, person.id))
    .where(and(eq(sql`lower(${person.email})`, email.toLowerCase()), isNull(person.disabled_at)))
    .limit(1);
  return rows[0] ?? null;
}
