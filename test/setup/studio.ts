import { randomBytes } from "node:crypto";
import type { Database } from "@/db/client";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import type { Role, Viewer } from "@/lib/access/viewer";
import type { CellContent, CellEdit } from "@/lib/studio/drafts/draft";
import { approveDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { publish } from "./store";

/** Somebody of the house who really is in the database, as the verbs see them. */
export async function colleague(db: Database, name: string, role: Role = "analyst"): Promise<Viewer> {
  const organisationId = await ensureOrganisation(db, "house", "Constructed house");
  await db.sql`update organisation set house = true where id = ${organisationId}`;
  await grantEntitlement(db, organisationId, "*");
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${randomBytes(3).toString("hex")}@house.test`;
  const personId = await createPerson(db, { email, name, password: "a password of the tests" });
  await setMember(db, organisationId, personId, role);
  return {
    personId,
    name,
    email,
    organisationId,
    organisation: "Constructed house",
    house: true,
    role,
    entitlements: [{ dataset: "*", delayDays: 0 }],
    sessionId: "",
    viewedBy: null,
    proved: true,
  };
}

/** A constructed value of the toy dataset, with what publication needs. */
export const content = (value: number | null, change: Partial<CellContent> = {}): CellContent => ({
  value,
  low: null,
  high: null,
  status: value === null ? "W" : "A",
  confidence: null,
  source: "toy-survey",
  reason: null,
  note: null,
  periodEnd: null,
  periodLabel: null,
  ...change,
});

export const SPROCKET = "TOY_LEAD_TIME.SPROCKET.NORTH";

/** An edit of the toy's sprockets in the north, of a month of 2026. */
export const edit = (month: number, given: CellContent | null, expects?: number): CellEdit => ({
  place: {
    measure: "lead_time",
    dims: { part: "sprocket", region: "north" },
    period: `2026-${String(month).padStart(2, "0")}-01`,
  },
  content: given,
  ...(expects === undefined ? {} : { expects }),
});

/** Publishes a value of the toy past the studio, as a connector would. */
export const publishToy = (db: Database, month: number, value: number) =>
  publish(db, {
    author: { kind: "connector", name: "toy-feed" },
    observations: [
      {
        dataset: "toy-lead-times",
        measure: "lead_time",
        dims: { part: "sprocket", region: "north" },
        period: `2026-${String(month).padStart(2, "0")}-01`,
        value,
        status: "A",
        source: "toy-survey",
      },
    ],
  });

/** Gives a draft to review and has a second person approve it. */
export async function approved(db: Database, author: Viewer, second: Viewer, draft: number): Promise<void> {
  await submitDraft(author, { draft, reason: "Constructed for a test" }, db);
  await approveDraft(second, { draft }, db);
}
