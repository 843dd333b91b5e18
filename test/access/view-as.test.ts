import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { findViewer, openSession } from "@/lib/access/session";
import { startViewing, stopViewing, VIEWING_MINUTES } from "@/lib/access/view-as";
import type { Role, Viewer } from "@/lib/access/viewer";
import { steer } from "@/lib/studio/refresh/steer";
import { useStore } from "../setup/store";

const store = useStore();
const people: Record<string, string> = {};
let house = 0;
let admin: Viewer;

async function make(name: string, role: Role, organisation = house): Promise<string> {
  const id = await createPerson(store.db, { email: `${name}@example.com`, name, password: "a password of the tests" });
  await setMember(store.db, organisation, id, role);
  return (people[name] = id);
}

async function viewerOf(sessionId: string): Promise<Viewer> {
  const found = await findViewer(store.db, sessionId);
  if (!found) throw new Error("the session is over");
  return found;
}

const idOf = (name: string): string => people[name] ?? "";
const begin = (name: string, viewer = admin) =>
  startViewing(viewer, { person: idOf(name), reason: "asked for help with a page" }, store.db);
const seen = () => viewerOf(admin.sessionId);
const told = () => store.db.sql<{ action: string; person_id: string; as_id: string | null; subject: string }[]>`
  select action, person_id, as_id, subject from audit_event where action like 'view-as.%' order by id desc limit 1`;

beforeAll(async () => {
  house = await ensureOrganisation(store.db, "house", "House");
  await grantEntitlement(store.db, house, "hbm-share", 30);
  const elsewhere = await ensureOrganisation(store.db, "elsewhere", "Elsewhere");
  await make("Ada", "admin");
  await make("Ben", "admin");
  await make("Ann", "analyst");
  await make("Sue", "subscriber");
  await make("Out", "subscriber", elsewhere);
});

beforeEach(async () => {
  admin = await viewerOf(await openSession(store.db, idOf("Ada"), null));
});

describe("viewing as somebody", () => {
  it("shows an admin who they see, with their role and rights, and who looks", async () => {
    await begin("Sue");
    expect(await seen()).toMatchObject({
      personId: idOf("Sue"),
      name: "Sue",
      email: "Sue@example.com",
      role: "subscriber",
      organisation: "House",
      entitlements: [{ dataset: "hbm-share", delayDays: 30 }],
      sessionId: admin.sessionId,
      viewedBy: { personId: idOf("Ada"), name: "Ada" },
    });
  });

  it("is of one session: elsewhere the admin stays who they are", async () => {
    const other = await openSession(store.db, idOf("Ada"), null);
    await begin("Sue");
    expect(await viewerOf(other)).toMatchObject({ name: "Ada", viewedBy: null });
  });

  it("is written down with who, as whom and why, at both ends", async () => {
    await begin("Ann");
    expect(await told()).toMatchObject([
      { action: "view-as.started", person_id: idOf("Ada"), as_id: null, subject: idOf("Ann") },
    ]);
    await stopViewing(await seen(), store.db);
    expect(await told()).toMatchObject([
      { action: "view-as.stopped", person_id: idOf("Ada"), as_id: idOf("Ann"), subject: idOf("Ann") },
    ]);
    expect(await seen()).toMatchObject({ name: "Ada", role: "admin", viewedBy: null });
  });

  it("changes nothing: a verb refuses, and says what to do", async () => {
    await begin("Ann");
    const order = { what: "run", connector: "vultr" };
    await expect(steer(await seen(), order, store.db)).rejects.toThrow(
      "You are viewing as Ann, and nothing can be changed meanwhile. Stop viewing as them first.",
    );
  });

  it("ends by itself after half an hour", async () => {
    const { until } = await begin("Sue");
    const minutes = (until.getTime() - now().getTime()) / 60_000;
    expect(minutes).toBeGreaterThan(VIEWING_MINUTES - 1);
    expect(minutes).toBeLessThanOrEqual(VIEWING_MINUTES);
    await store.db.sql`update sign_in_session set viewing_until = now() - interval '1 second'
      where id = ${admin.sessionId}`;
    expect(await seen()).toMatchObject({ name: "Ada", viewedBy: null });
  });

  it("asks for a reason", async () => {
    await expect(startViewing(admin, { person: idOf("Sue"), reason: " " }, store.db)).rejects.toThrow("say why");
  });
});

describe("nobody views", () => {
  it("as an admin, be it another or oneself", async () => {
    await expect(begin("Ben")).rejects.toMatchObject({ code: "forbidden" });
    await expect(begin("Ada")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("as somebody of another organisation", async () => {
    await expect(begin("Out")).rejects.toMatchObject({ code: "not_found" });
  });

  it("without being an admin, nor from within a view", async () => {
    const analyst = await viewerOf(await openSession(store.db, idOf("Ann"), null));
    await expect(begin("Sue", analyst)).rejects.toMatchObject({ code: "forbidden" });
    await begin("Ann");
    await expect(begin("Sue", await seen())).rejects.toMatchObject({ code: "forbidden" });
  });

  it("on, once the viewed person is an admin, disabled or gone, or the admin is none any more", async () => {
    await begin("Ann");
    await setMember(store.db, house, idOf("Ann"), "admin");
    expect(await seen()).toMatchObject({ name: "Ada", viewedBy: null });
    await setMember(store.db, house, idOf("Ann"), "analyst");
    expect(await seen()).toMatchObject({ name: "Ann" });
    await store.db.sql`update person set disabled_at = now() where id = ${idOf("Ann")}`;
    expect(await seen()).toMatchObject({ name: "Ada", role: "admin", viewedBy: null });
    await expect(begin("Ann")).rejects.toMatchObject({ code: "conflict" });
    await store.db.sql`update person set disabled_at = null where id = ${idOf("Ann")}`;
    await setMember(store.db, house, idOf("Ada"), "analyst");
    expect(await seen()).toMatchObject({ name: "Ada", role: "analyst", viewedBy: null });
    await setMember(store.db, house, idOf("Ada"), "admin");
    await store.db.sql`delete from member where person_id = ${idOf("Ann")}`;
    expect(await seen()).toMatchObject({ name: "Ada", viewedBy: null });
  });
});
