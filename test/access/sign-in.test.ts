import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createHash, randomBytes } from "node:crypto";
import { connect } from "@/db/client";
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

  it("holds an account back after eight failures, even for the right password and from elsewhere", async () => {
    for (let at = 0; at < 8; at += 1) await tryWith("wrong password");
    expect(await tryWith(PASSWORD)).toBeNull();
    address = "198.51.100.200";
    expect(await tryWith(PASSWORD)).toBeNull();
  });

  it("counts failures at the same moment", async () => {
    await Promise.all(Array.from({ length: 12 }, () => tryWith("wrong password")));
    expect(await tryWith(PASSWORD)).toBeNull();
  });

  it("holds an address back after forty failures, whatever the account", async () => {
    for (let at = 0; at < 40; at += 1) await tryWith("wrong password", `guess-${at}@example.com`);
    expect(await tryWith(PASSWORD)).toBeNull();
    address = "198.51.100.201";
    expect(await tryWith(PASSWORD)).not.toBeNull();
  });

  it("forgets an account's failures once it has signed in", async () => {
    for (let at = 0; at < 6; at += 1) await tryWith("wrong password");
    expect(await tryWith(PASSWORD)).not.toBeNull();
    for (let at = 0; at < 6; at += 1) await tryWith("wrong password");
    expect(await tryWith(PASSWORD)).not.toBeNull();
  });

  it("does not count who signs in as a failure of the address, older failures or not", async () => {
    await tryWith("wrong password", "guess@example.com");
    const owner = connect(store.ownerUrl, { role: null, max: 1 });
    await owner.sql`update sign_in_failure set failed_at = failed_at - interval '1 hour'`;
    await owner.close();
    await tryWith(PASSWORD);
    const counted = await store.db.sql`
      select 1 from sign_in_failure where failed_at > now() - interval '15 minutes'`;
    expect(counted).toHaveLength(0);
  });

  it("keeps neither e-mail nor address of who failed", async () => {
    await tryWith("wrong password");
    const rows = await store.db.sql<{ bucket: string }[]>`select bucket from sign_in_failure`;
    for (const { bucket } of rows) expect(bucket).toMatch(/^[0-9a-f]{64}$/);
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

  it("is nobody's under an id that was made up", async () => {
    expect(await findViewer(store.db, "00000000-0000-4000-8000-000000000000")).toBeNull();
    expect(await findViewer(store.db, "' or 1=1 --")).toBeNull();
  });
});

describe("a link by e-mail", () => {
  const link = async (validMinutes: number) => {
    const token = randomBytes(32).toString("base64url");
    const hash = createHash("sha256").update(token).digest("hex");
    await store.db.sql`
      insert into magic_link (token_hash, email, expires_at)
      values (${hash}, ${email}, now() + make_interval(mins => ${validMinutes}))`;
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
