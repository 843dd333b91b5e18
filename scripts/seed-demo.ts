import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import {
  createPerson,
  ensureOrganisation,
  findPerson,
  grantEntitlement,
  setMember,
  setPassword,
} from "@/lib/access/organisations";
import type { Role } from "@/lib/access/viewer";

/** `password` is null where the account was there already and keeps the one it had. */
export type DemoAccount = { email: string; role: Role; password: string | null };

const ROLES: readonly Role[] = ["subscriber", "analyst", "admin"];

/**
 * Makes one demo account per role, in an organisation that subscribes to every dataset. Without `password` a random
 * one is made, once; with it, accounts that are there already are given it too. All of it or, where the process is
 * killed meanwhile, nothing: an account whose password nobody has seen would be lost.
 */
export function seedDemo(db: Database, password?: string): Promise<DemoAccount[]> {
  return db.orm.transaction((orm) => seedAll({ ...db, orm }, password));
}

async function seedAll(db: Database, password: string | undefined): Promise<DemoAccount[]> {
  const organisationId = await ensureOrganisation(db, "demo", "Halfpitch demo");
  await db.orm.execute(
    sql`update organisation set house = true where id = ${organisationId} and not exists (select from organisation where house)`,
  );
  const fresh = password ?? randomBytes(9).toString("base64url");
  const accounts: DemoAccount[] = [];
  for (const role of ROLES) {
    const email = `${role}@halfpitch.local`;
    const standing = await findPerson(db, email);
    if (standing && password) await setPassword(db, standing, password);
    if (!standing) {
      const id = await createPerson(db, { email, name: `Demo ${role}`, password: fresh });
      await setMember(db, organisationId, id, role);
      await grantEntitlement(db, organisationId, "*");
    }
    accounts.push({ email, role, password: standing && !password ? null : fresh });
  }
  return accounts;
}
