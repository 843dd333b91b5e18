import type { Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import type { Viewer } from "@/lib/access/viewer";

/** An analyst of the constructed house who may work on everything. */
export async function analyst(db: Database, n: number): Promise<Viewer> {
  const organisationId = await ensureOrganisation(db, "bench", "Bench");
  await grantEntitlement(db, organisationId, "*");
  const name = `Analyst ${n}`;
  const email = `analyst-${n}@bench.test`;
  const personId = await createPerson(db, { email, name, password: "a password for measurements" });
  await setMember(db, organisationId, personId, "analyst");
  const entitlements = [{ dataset: "*", delayDays: 0 }];
  return {
    personId,
    name,
    email,
    organisationId,
    organisation: "Bench",
    role: "analyst",
    entitlements,
    sessionId: "",
    viewedBy: null,
  };
}
