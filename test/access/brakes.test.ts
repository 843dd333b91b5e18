import { beforeEach, describe, expect, it } from "vitest";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { knownDevice, rememberDevice } from "@/lib/access/known-device";
import { changePassword } from "@/lib/access/change-password";
import { proveAgain } from "@/lib/access/prove-again";
import { findViewer } from "@/lib/access/session";
import { type Outcome, trySigningIn } from "@/lib/access/sign-in";
import { useStore } from "../setup/store";

const store = useStore();
const PASSWORD = "correct horse battery";
let turn = 0;
let email = "";

beforeEach(async () => {
  turn += 1;
  email = `owner-${turn}@example.com`;
  const personId = await createPerson(store.db, { email, name: "Constructed owner", password: PASSWORD });
  await setMember(store.db, await ensureOrganisation(store.db, "house", "Constructed house"), personId, "admin");
  await store.db.sql`delete from sign_in_brake`;
});

type From = { address: string; device?: string };
const tryAs = (account: string, password: string, { address, device }: From): Promise<Outcome> =>
  trySigningIn(store.db, { email: account, password }, { address, userAgent: null, device });
const rows = async (): Promise<number> =>
  (await store.db.sql<{ n: number }[]>`select count(*)::int as n from sign_in_brake`)[0]?.n ?? 0;
const audits = async (): Promise<number> =>
  (await store.db.sql<{ n: number }[]>`select count(*)::int as n from audit_event`)[0]?.n ?? 0;
/** Lets the clock of the brakes run on. */
const pass = (seconds: number) =>
  store.db
    .sql`update sign_in_brake set open_at = open_at - ${seconds} * interval '1 second', failed_at = failed_at - ${seconds} * interval '1 second'`;

describe("wrong passwords", () => {
  it("hold back who types them, and never the owner elsewhere", async () => {
    const outcomes = [];
    for (let at = 0; at < 41; at += 1)
      outcomes.push((await tryAs(email, "wrong password", { address: "127.0.0.66" })).kind);
    expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "refused"));
    expect(outcomes.slice(5)).not.toContain("refused");
    expect((await tryAs(email, PASSWORD, { address: "127.0.0.66" })).kind).toBe("wait");
    expect((await tryAs(email, PASSWORD, { address: "127.0.0.1" })).kind).toBe("in");
  });

  it("wait longer the more there were, and are forgotten after a day", async () => {
    const waits = [];
    const kinds = new Set<string>();
    for (let at = 0; at < 20; at += 1) {
      const outcome = await tryAs(email, "wrong password", { address: "127.0.0.66" });
      const seconds = outcome.kind === "wait" ? outcome.seconds : 0;
      if (seconds > 0) waits.push(seconds);
      await pass(seconds + 1);
      kinds.add(outcome.kind);
    }
    expect([...kinds].toSorted()).toEqual(["refused", "wait"]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1) ?? 0).toBeGreaterThan(60);
    await pass(25 * 3600);
    expect((await tryAs(email, "wrong password", { address: "127.0.0.66" })).kind).toBe("refused");
    expect((await tryAs(email, "wrong password", { address: "127.0.0.66" })).kind).toBe("refused");
  });

  it("cost neither a row nor an entry of the audit while they have to wait", async () => {
    for (let at = 0; at < 6; at += 1) await tryAs(email, "wrong password", { address: "127.0.0.66" });
    const before = [await rows(), await audits()];
    const [standing] = await store.db.sql`select json_agg(b order by bucket) as all from sign_in_brake b`;
    for (let at = 0; at < 20; at += 1)
      expect((await tryAs(email, PASSWORD, { address: "127.0.0.66" })).kind).toBe("wait");
    expect([await rows(), await audits()]).toEqual(before);
    expect((await store.db.sql`select json_agg(b order by bucket) as all from sign_in_brake b`)[0]).toEqual(standing);
  });

  it("count at the same moment too", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 15 }, () => tryAs(email, "wrong password", { address: "127.0.0.66" })),
    );
    expect(outcomes.filter(({ kind }) => kind === "refused").length).toBeLessThanOrEqual(5);
  });

  it("from many addresses slow strangers down, and neither a known browser nor, for long, anybody else", async () => {
    for (let at = 0; at < 40; at += 1) await tryAs(email, "wrong password", { address: `192.0.2.${at}` });
    const stranger = await tryAs(email, PASSWORD, { address: "198.51.100.1" });
    expect(stranger).toMatchObject({ kind: "wait" });
    expect(stranger.kind === "wait" ? stranger.seconds : 0).toBeLessThanOrEqual(60);
    const device = rememberDevice(undefined, email);
    expect((await tryAs(email, PASSWORD, { address: "198.51.100.1", device })).kind).toBe("in");
  });

  it("in a known browser hold back that browser alone", async () => {
    const [mine, theirs] = [rememberDevice(undefined, email), rememberDevice(undefined, email)];
    for (let at = 0; at < 8; at += 1) await tryAs(email, "wrong password", { address: "127.0.0.1", device: mine });
    expect((await tryAs(email, PASSWORD, { address: "127.0.0.1", device: mine })).kind).toBe("wait");
    expect((await tryAs(email, PASSWORD, { address: "127.0.0.1", device: theirs })).kind).toBe("in");
  });
});

describe("a spray of names", () => {
  it("is slowed down by the names that it tries, and holds an admin at the same address up for a minute at most", async () => {
    const kinds = [];
    for (let at = 0; at < 41; at += 1)
      kinds.push((await tryAs(`guess-${at}@example.com`, "wrong password", { address: "127.0.0.66" })).kind);
    expect(kinds.filter((kind) => kind === "refused").length).toBeLessThan(20);
    const admin = await tryAs(email, PASSWORD, { address: "127.0.0.66" });
    expect(admin.kind === "wait" ? admin.seconds : 0).toBeLessThanOrEqual(60);
    const device = rememberDevice(undefined, email);
    expect((await tryAs(email, PASSWORD, { address: "127.0.0.66", device })).kind).toBe("in");
    expect((await tryAs(email, PASSWORD, { address: "127.0.0.67" })).kind).toBe("in");
  });
});

describe("strangers who fail from many addresses", () => {
  it("keep nobody who is signed in from proving who they are, or from a new password", async () => {
    const outcome = await tryAs(email, PASSWORD, { address: "127.0.0.1" });
    const viewer = outcome.kind === "in" ? await findViewer(store.db, outcome.sessionId) : null;
    if (!viewer) throw new Error("not signed in");
    for (let at = 0; at < 40; at += 1) await tryAs(email, "wrong password", { address: `192.0.2.${at}` });
    expect((await tryAs(email, PASSWORD, { address: "198.51.100.1" })).kind).toBe("wait");
    await proveAgain(viewer, { password: PASSWORD }, store.db);
    const fresh = "plinth vermouth gazebo tandem";
    expect(await changePassword(viewer, { old: PASSWORD, fresh }, store.db)).toContain("changed");
  });

  it("are not the only ones who wait: a session that guesses holds up itself", async () => {
    const outcome = await tryAs(email, PASSWORD, { address: "127.0.0.1" });
    const viewer = outcome.kind === "in" ? await findViewer(store.db, outcome.sessionId) : null;
    if (!viewer) throw new Error("not signed in");
    for (let at = 0; at < 5; at += 1)
      await expect(proveAgain(viewer, { password: "wrong password" }, store.db)).rejects.toThrow("not your password");
    await expect(proveAgain(viewer, { password: PASSWORD }, store.db)).rejects.toMatchObject({ code: "limit" });
    expect((await tryAs(email, PASSWORD, { address: "127.0.0.1" })).kind).toBe("in");
  });
});

describe("behind a proxy whose word is not trusted", () => {
  it("everybody seems to be at one address, which is then no reason to hold anybody up", async () => {
    const address = "unknown";
    for (let at = 0; at < 41; at += 1)
      expect((await tryAs(`guess-${at}@example.com`, "wrong password", { address })).kind).toBe("refused");
    for (let at = 0; at < 9; at += 1) await tryAs(email, "wrong password", { address });
    expect((await tryAs(email, PASSWORD, { address })).kind).toBe("in");
    for (let at = 0; at < 40; at += 1) await tryAs(email, "wrong password", { address });
    const held = await tryAs(email, PASSWORD, { address });
    expect(held.kind === "wait" ? held.seconds : 0).toBeGreaterThan(0);
    expect(held.kind === "wait" ? held.seconds : 0).toBeLessThanOrEqual(60);
    const device = rememberDevice(undefined, email);
    expect((await tryAs(email, PASSWORD, { address, device })).kind).toBe("in");
  });
});

describe("what is kept of tries", () => {
  it("holds neither e-mail nor address, and is forgotten by who signs in", async () => {
    await tryAs(email, "wrong password", { address: "127.0.0.1" });
    for (const { bucket } of await store.db.sql<{ bucket: string }[]>`select bucket from sign_in_brake`)
      expect(bucket).toMatch(/^[0-9a-f]{64}$/);
    await tryAs(email, PASSWORD, { address: "127.0.0.1" });
    expect(await rows()).toBe(0);
  });
});

describe("a known browser", () => {
  it("is known for who signed in there, and for nobody by a cookie that was made up", () => {
    const cookie = rememberDevice(undefined, "a@example.com");
    const both = rememberDevice(cookie, "b@example.com");
    expect(knownDevice(both, "A@example.com")).toBe(knownDevice(cookie, "a@example.com"));
    expect(knownDevice(both, "b@example.com")).not.toBeNull();
    expect(knownDevice(both, "c@example.com")).toBeNull();
    expect(knownDevice(`${cookie.slice(0, -1)}${cookie.endsWith("A") ? "B" : "A"}`, "a@example.com")).toBeNull();
    for (const made of ["", "x", ".", "__proto__", "a".repeat(5000)])
      expect(knownDevice(made, "a@example.com")).toBeNull();
  });
});
