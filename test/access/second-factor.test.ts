import { generateSync } from "otplib";
import { beforeEach, describe, expect, it } from "vitest";
import { changePassword, setPasswordByLink } from "@/lib/access/change-password";
import { acceptablePassword } from "@/lib/access/judge-password";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { makePasswordLink } from "@/lib/access/password-link";
import { proveAgain } from "@/lib/access/prove-again";
import {
  beginFactor,
  confirmFactor,
  removeFactor,
  renewRecoveryCodes,
  secondFactorOf,
} from "@/lib/access/second-factor";
import { findViewer } from "@/lib/access/session";
import { trySigningIn } from "@/lib/access/sign-in";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import { useStore } from "../setup/store";

const store = useStore();
const PASSWORD = "correct horse battery";
const FRESH = "plinth vermouth gazebo tandem";
let turn = 0;
let email = "";
let organisationId = 0;

beforeEach(async () => {
  turn += 1;
  email = `reader-${turn}@example.com`;
  organisationId = await ensureOrganisation(store.db, "house", "Constructed house");
  await store.db.sql`update organisation set requires_totp = false`;
  const personId = await createPerson(store.db, { email, name: "Constructed reader", password: PASSWORD });
  await setMember(store.db, organisationId, personId, "subscriber");
});

const enter = (password = PASSWORD, code?: string) =>
  trySigningIn(
    store.db,
    { email, password, ...(code ? { code } : {}) },
    { address: `192.0.2.${turn}`, userAgent: null },
  );

async function viewer(code?: string): Promise<Viewer> {
  const outcome = await enter(PASSWORD, code);
  const found = outcome.kind === "in" ? await findViewer(store.db, outcome.sessionId) : null;
  if (!found) throw new Error(`not signed in: ${outcome.kind}`);
  return found;
}

/** The code of a secret, some half minutes from now. */
const codeAt = (secret: string, steps = 0) =>
  generateSync({ secret, epoch: Math.floor(now().getTime() / 1000) + 30 * steps });

async function enrolled() {
  const who = await viewer();
  const { secret } = await beginFactor(who, store.db);
  return { who, secret, codes: await confirmFactor(who, codeAt(secret, -1), store.db) };
}

describe("a second factor", () => {
  it("is asked for after the right password alone, and each of its codes is good once", async () => {
    const { secret } = await enrolled();
    expect(await enter("wrong password")).toEqual({ kind: "refused" });
    expect(await enter()).toEqual({ kind: "code", given: false });
    expect(await enter(PASSWORD, "000000")).toEqual({ kind: "code", given: true });
    expect((await enter(PASSWORD, codeAt(secret))).kind).toBe("in");
    expect(await enter(PASSWORD, codeAt(secret))).toEqual({ kind: "code", given: true });
    expect((await enter(PASSWORD, codeAt(secret, 1))).kind).toBe("in");
  });

  it("is braked like a password: guessing codes has to wait", async () => {
    await enrolled();
    const kinds = [];
    for (let at = 0; at < 12; at += 1) kinds.push((await enter(PASSWORD, String(100_000 + at))).kind);
    expect(kinds.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "code"));
    expect(kinds.slice(5)).toEqual(Array.from({ length: 7 }, () => "wait"));
  });

  it("is braked by account, from wherever its codes are guessed, and not for who only gives the password", async () => {
    await enrolled();
    const guess = (at: number, code?: string) =>
      trySigningIn(
        store.db,
        { email, password: PASSWORD, ...(code ? { code } : {}) },
        { address: `198.51.100.${at}`, userAgent: null },
      );
    for (let at = 0; at < 5; at += 1)
      expect(await guess(at, String(100_000 + at))).toEqual({ kind: "code", given: true });
    expect((await guess(9, "100009")).kind).toBe("wait");
    for (let at = 0; at < 8; at += 1) expect(await guess(10)).toEqual({ kind: "code", given: false });
  });

  it("is enrolled by who has just proved who they are alone", async () => {
    const who = await viewer();
    await store.db.sql`update sign_in_session set proved_at = now() - interval '16 minutes'`;
    const later = await findViewer(store.db, who.sessionId);
    if (!later) throw new Error("signed out");
    await expect(beginFactor(later, store.db)).rejects.toMatchObject({ code: "unproven" });
    await expect(confirmFactor(later, "000000", store.db)).rejects.toMatchObject({ code: "unproven" });
  });

  it("can be stood in for by each recovery code once, and by none of earlier ones", async () => {
    const { who, codes } = await enrolled();
    expect(new Set(codes).size).toBe(10);
    const [first = "", second = ""] = codes;
    expect((await enter(PASSWORD, first.toUpperCase())).kind).toBe("in");
    expect((await enter(PASSWORD, first)).kind).toBe("code");
    expect((await secondFactorOf(who, store.db)).codes).toBe(9);
    await renewRecoveryCodes(who, store.db);
    expect((await enter(PASSWORD, second)).kind).toBe("code");
  });

  it("is kept encrypted, and its recovery codes as hashes", async () => {
    const { secret, codes } = await enrolled();
    const [row] = await store.db.sql<{ all: string }[]>`
      select (select json_agg(p)::text from person p) || (select json_agg(r)::text from recovery_code r) as all`;
    for (const hidden of [secret, ...codes]) expect(row?.all).not.toContain(hidden);
  });

  it("is required of everybody where their organisation says so, and cannot be removed then", async () => {
    await store.db.sql`update organisation set requires_totp = true where id = ${organisationId}`;
    expect((await viewer()).mustEnrol).toBe(true);
    const { who, secret } = await enrolled();
    expect((await viewer(codeAt(secret))).mustEnrol).toBeUndefined();
    await expect(removeFactor(who, store.db)).rejects.toThrow("requires a second factor");
    await store.db.sql`update organisation set requires_totp = false`;
    await removeFactor(who, store.db);
    expect((await enter()).kind).toBe("in");
  });
});

describe("what changes who may do what", () => {
  it("needs the password again a quarter of an hour after it was given", async () => {
    const { who, secret } = await enrolled();
    await store.db.sql`update sign_in_session set proved_at = now() - interval '16 minutes'`;
    const later = await findViewer(store.db, who.sessionId);
    if (!later) throw new Error("signed out");
    await expect(removeFactor(later, store.db)).rejects.toMatchObject({ code: "unproven" });
    await expect(proveAgain(later, { password: "wrong password" }, store.db)).rejects.toThrow("not your password");
    await expect(proveAgain(later, { password: PASSWORD }, store.db)).rejects.toThrow("code is not right");
    await proveAgain(later, { password: PASSWORD, code: codeAt(secret) }, store.db);
    expect((await findViewer(store.db, who.sessionId))?.proved).toBe(true);
  });
});

describe("a password", () => {
  it("is changed with the old one, and signs out everywhere else", async () => {
    const [here, there] = [await viewer(), await viewer()];
    await expect(changePassword(here, { old: "wrong password", fresh: FRESH }, store.db)).rejects.toThrow(
      "not your password",
    );
    await expect(changePassword(here, { old: PASSWORD, fresh: PASSWORD }, store.db)).rejects.toThrow("Choose another");
    expect(await changePassword(here, { old: PASSWORD, fresh: FRESH }, store.db)).toContain("1 other place");
    expect(await findViewer(store.db, there.sessionId)).toBeNull();
    expect(await findViewer(store.db, here.sessionId)).not.toBeNull();
    expect((await enter()).kind).toBe("refused");
    expect((await enter(FRESH)).kind).toBe("in");
  });

  it("is set by a link once, which ends every session; a newer link that is handed over voids an older one", async () => {
    const who = await viewer();
    const link = async (by: string | null = who.personId) =>
      new URL(await makePasswordLink(store.db.sql, who.personId, 60, by)).searchParams.get("token");
    const [older, newer] = [await link(), await link()];
    await expect(setPasswordByLink({ token: older, fresh: FRESH }, store.db)).rejects.toThrow("Ask for another");
    await expect(setPasswordByLink({ token: newer, fresh: "password1" }, store.db)).rejects.toThrow("stronger");
    expect(await setPasswordByLink({ token: newer, fresh: FRESH }, store.db)).toBe(email);
    await expect(setPasswordByLink({ token: newer, fresh: FRESH }, store.db)).rejects.toThrow("Ask for another");
    expect(await findViewer(store.db, who.sessionId)).toBeNull();
    expect((await enter(FRESH)).kind).toBe("in");
    const [handed, asked] = [await link(), await link(null)];
    expect(await setPasswordByLink({ token: handed, fresh: PASSWORD }, store.db)).toBe(email);
    await expect(setPasswordByLink({ token: asked, fresh: FRESH }, store.db)).rejects.toThrow("Ask for another");
    const late = await link();
    await store.db.sql`update password_link set expires_at = now() - interval '1 second' where used_at is null`;
    await expect(setPasswordByLink({ token: late, fresh: FRESH }, store.db)).rejects.toThrow("Ask for another");
  });

  it("voids by its change what else would set it", async () => {
    const who = await viewer();
    const token = new URL(await makePasswordLink(store.db.sql, who.personId, 60, null)).searchParams.get("token");
    await changePassword(who, { old: PASSWORD, fresh: FRESH }, store.db);
    await expect(setPasswordByLink({ token, fresh: PASSWORD }, store.db)).rejects.toThrow("Ask for another");
  });

  it("is refused where it is short, common, or made of who they are", () => {
    const owner = { email: "ada.lovelace@example.com", name: "Ada Lovelace", organisation: "Analytical Engines" };
    for (const weak of [
      "short",
      "password123",
      "qwertyuiop1",
      "Password123!",
      "lovelace1815",
      "adalovelace",
      "halfpitch2026",
      "aaaaaaaaaaaa",
      "",
      null,
    ])
      expect(() => acceptablePassword(weak, owner), String(weak)).toThrow(
        /stronger|characters|expected string|password/i,
      );
    expect(acceptablePassword(FRESH, owner)).toBe(FRESH);
  });
});
