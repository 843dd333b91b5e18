import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHash, randomBytes } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { createPerson, ensureOrganisation, grantEntitlement, setMember } from "@/lib/access/organisations";
import { hashPassword, passwordMatches } from "@/lib/access/password";
import { findViewer, listSessions, revokeSessions } from "@/lib/access/session";
import { signInWithLink } from "@/lib/access/magic-link";
import { signInWithPassword } from "@/lib/access/sign-in";
import { useStore } from "../setup/store";

const store = useStore();
const PASSWORD = "correct horse battery";
let turn = 0;
let email = "";
let address = "";
let personId = "";
const from = () => ({ address, userAgent: "Constructed browser" });
const tryWith = (password: string, account = email) =>
  signInWithPassword(store.db, { email: account, password }, from());

beforeAll(async () => {
  await grantEntitlement(store.db, await ensureOrganisation(store.db, "house", "Constructed house"), "hbm-share", 30);
});

beforeEach(async () => {
  turn += 1;
  email = `reader-${turn}@example.com`;
  address = `192.0.2.${turn}`;
  personId = await createPerson(store.db, { email, name: "Constructed reader", password: PASSWORD });
  await setMember(store.db, await ensureOrganisation(store.db, "house", "Constructed house"), personId, "analyst");
});

describe("a password", () => {
  it("is kept as argon2id and matches only itself", async () => {
    const stored = await hashPassword(PASSWORD);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordMatches(stored, PASSWORD)).toBe(true);
    expect(await passwordMatches(stored, `${PASSWORD} `)).toBe(false);
    expect(await passwordMatches(null, PASSWORD)).toBe(false);
    expect(await passwordMatches("not a hash", PASSWORD)).toBe(false);
  });
});

describe("signing in", () => {
  it("opens a session that knows the person, the organisation and what it subscribes to", async () => {
    const who = await signInWithPassword(store.db, { email: email.toUpperCase(), password: PASSWORD }, from());
    expect(await findViewer(store.db, who?.sessionId ?? "")).toMatchObject({
      personId,
      email,
      organisation: "Constructed house",
      role: "analyst",
      entitlements: [{ dataset: "hbm-share", delayDays: 30 }],
    });
  });

  it("answers alike for a wrong password, an unknown account and malformed input", async () => {
    expect(await tryWith("wrong password")).toBeNull();
    expect(await tryWith(PASSWORD, "nobody@example.com")).toBeNull();
    expect(await signInWithPassword(store.db, { email: "x", password: "y" }, from())).toBeNull();
    expect(await signInWithPassword(store.db, null, from())).toBeNull();
  });

  it("lets nobody in who belongs to no organisation", async () => {
    const alone = `alone-${turn}@example.com`;
    await createPerson(store.db, { email: alone, name: "Alone", password: PASSWORD });
    expect(await tryWith(PASSWORD, alone)).toBeNull();
  });

  it("makes the hash anew where it was made with other parameters", async () => {
    const cheap = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await store.db.sql`update person set password_hash = ${cheap} where id = ${personId}`;
    expect(await tryWith(PASSWORD)).not.toBeNull();
    const [row] = await store.db.sql<{ h: string }[]>`select password_hash as h from person where id = ${personId}`;
    expect(row?.h).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await tryWith(PASSWORD)).not.toBeNull();
  });
});

describe("a session", () => {
  it("ends at once when it is revoked, and only that one", async () => {
    const first = await tryWith(PASSWORD);
    const second = await tryWith(PASSWORD);
    expect(await listSessions(store.db, personId)).toHaveLength(2);
    await revokeSessions(store.db, personId, { id: first?.sessionId ?? "" });
    expect(await findViewer(store.db, first?.sessionId ?? "")).toBeNull();
    expect(await findViewer(store.db, second?.sessionId ?? "")).not.toBeNull();
  });

  it("cannot be revoked by somebody else", async () => {
    const who = await tryWith(PASSWORD);
    const other = await createPerson(store.db, {
      email: `other-${turn}@example.com`,
      name: "Other",
      password: PASSWORD,
    });
    expect(await revokeSessions(store.db, other, { id: who?.sessionId ?? "" })).toBe(0);
    expect(await findViewer(store.db, who?.sessionId ?? "")).not.toBeNull();
  });

  it("ends everywhere else on request, and where the person is disabled or it has expired", async () => {
    const [here, there] = [await tryWith(PASSWORD), await tryWith(PASSWORD)];
    await revokeSessions(store.db, personId, { allBut: here?.sessionId ?? "" });
    expect(await findViewer(store.db, there?.sessionId ?? "")).toBeNull();
    await store.db
      .sql`update sign_in_session set expires_at = now() - interval '1 second' where id = ${here?.sessionId ?? ""}`;
    expect(await findViewer(store.db, here?.sessionId ?? "")).toBeNull();
    const again = await tryWith(PASSWORD);
    await store.db.sql`update person set disabled_at = now() where id = ${personId}`;
    expect(await findViewer(store.db, again?.sessionId ?? "")).toBeNull();
    expect(await tryWith(PASSWORD)).toBeNull();
  });

  it("ends after too long without a request, and after its longest time however it is used", async () => {
    const set = (column: string, ago: string) =>
      store.db
        .sql`update sign_in_session set ${store.db.sql(column)} = now() - ${ago}::interval where person_id = ${personId}`;
    const idle = await tryWith(PASSWORD);
    await set("seen_at", "167 hours");
    expect(await findViewer(store.db, idle?.sessionId ?? "")).not.toBeNull();
    await set("seen_at", "169 hours");
    expect(await findViewer(store.db, idle?.sessionId ?? "")).toBeNull();
    expect(await listSessions(store.db, personId)).toHaveLength(0);
    const long = await tryWith(PASSWORD);
    await set("created_at", "31 days");
    expect(await findViewer(store.db, long?.sessionId ?? "")).toBeNull();
  });

  it("is noted as used once a minute", async () => {
    const who = await tryWith(PASSWORD);
    const seen = async () =>
      (
        await store.db.sql<
          { at: string }[]
        >`select seen_at::text as at from sign_in_session where id = ${who?.sessionId ?? ""}`
      )[0]?.at;
    const first = await seen();
    await findViewer(store.db, who?.sessionId ?? "");
    expect(await seen()).toBe(first);
    await store.db
      .sql`update sign_in_session set seen_at = now() - interval '2 minutes' where id = ${who?.sessionId ?? ""}`;
    const before = await seen();
    await findViewer(store.db, who?.sessionId ?? "");
    expect(await seen()).not.toBe(before);
  });

  it("is nobody's under an id that was made up", async () => {
    expect(await findViewer(store.db, "00000000-0000-4000-8000-000000000000")).toBeNull();
    expect(await findViewer(store.db, "' or 1=1 --")).toBeNull();
  });
});

describe("a link by e-mail", () => {
  const link = async (validMinutes: number) => {
    const token = randomBytes(32).toString("base64url");
    const kept = createHash("sha256").update(token).digest("hex");
    await store.db.sql`
      insert into magic_link (token_hash, email, expires_at)
      values (${kept}, ${email}, now() + make_interval(mins => ${validMinutes}))`;
    return token;
  };

  it("signs in once", async () => {
    const token = await link(15);
    expect(await signInWithLink(store.db, token, from())).toMatchObject({ personId });
    expect(await signInWithLink(store.db, token, from())).toBeNull();
  });

  it("is worth nothing when it is too old or made up", async () => {
    expect(await signInWithLink(store.db, await link(-1), from())).toBeNull();
    expect(await signInWithLink(store.db, randomBytes(32).toString("base64url"), from())).toBeNull();
    expect(await signInWithLink(store.db, undefined, from())).toBeNull();
  });
});
