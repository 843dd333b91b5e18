import type { Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import type { Role, Viewer } from "@/lib/access/viewer";

/** Somebody of a house that has every dataset. */
export async function member(db: Database, role: Role, name = `The ${role}`): Promise<Viewer> {
  const house = await ensureOrganisation(db, "house", "House");
  await grantEntitlement(db, house, "*");
  const email = `${name.toLowerCase().replaceAll(" ", "-")}@example.com`;
  const personId = await createPerson(db, { email, name, password: "a password of the tests" });
  await setMember(db, house, personId, role);
  const entitlements = [{ dataset: "*", delayDays: 0 }];
  return {
    personId,
    name,
    email,
    organisationId: house,
    organisation: "House",
    role,
    entitlements,
    sessionId: "",
    viewedBy: null,
  };
}
