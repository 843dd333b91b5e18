import type { Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { signInCookie } from "@/scripts/bench/sign-in";
import { baseUrl } from "../browser";

/** The three who must not find what is not theirs; each looks with the eyes of an analyst, who sees most. */
export const WALKERS = {
  narrow: { dataset: "gpu-prices", delayDays: 0 },
  late: { dataset: "*", delayDays: 180 },
  rival: { dataset: "hbm-share", delayDays: 0 },
} as const;
export type Walker = keyof typeof WALKERS;
export const WALKER_NAMES: readonly Walker[] = ["narrow", "late", "rival"];

const PASSWORD = "plinth vermouth gazebo";

/** Makes the organisation with an analyst of its own, and returns the cookie of their session. */
export async function walkerCookie(db: Database, walker: Walker): Promise<string> {
  const { dataset, delayDays } = WALKERS[walker];
  const organisation = await ensureOrganisation(db, `walker-${walker}`, `Constructed ${walker}`);
  await grantEntitlement(db, organisation, dataset, delayDays);
  const email = `${walker}@walk.example.com`;
  const person = await createPerson(db, { email, name: `Constructed ${walker}`, password: PASSWORD });
  await setMember(db, organisation, person, "analyst");
  return signInCookie(baseUrl(), email, PASSWORD);
}

/** Whether an organisation may know of something of a dataset that became known at a moment, told without any code of the site. */
export function mayKnow(walker: Walker, dataset: string, knownAt: number, at: number): boolean {
  const { dataset: own, delayDays } = WALKERS[walker];
  return (own === "*" || own === dataset) && knownAt <= at - delayDays * 86_400_000;
}
