import { generateSecret } from "otplib";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { askForPasswordLink } from "@/lib/access/change-password";
import { magicLinkOffered, sendMagicLink, signInWithLink } from "@/lib/access/magic-link";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
import { boxed } from "@/lib/access/secret-box";
import { trySigningIn } from "@/lib/access/sign-in";
import { type MailSink, mailSink } from "../setup/mail-sink";
import { useStore } from "../setup/store";

const store = useStore();
let sink: MailSink;
let turn = 0;
let email = "";
let personId = "";
const from = () => ({ address: `192.0.2.${turn}`, userAgent: "Constructed browser" });

beforeAll(async () => {
  sink = await mailSink();
  process.env["SMTP_URL"] = sink.url;
  process.env["MAIL_FROM"] = "Halfpitch <desk@halfpitch.example>";
  process.env["HALFPITCH_URL"] = "https://halfpitch.example";
});
afterAll(async () => {
  await sink.close();
});
beforeEach(async () => {
  turn += 1;
  sink.mails.length = 0;
  email = `linked-${turn}@example.com`;
  personId = await createPerson(store.db, { email, name: "Constructed reader", password: "correct horse battery" });
  await setMember(store.db, await ensureOrganisation(store.db, "house", "Constructed house"), personId, "subscriber");
});

/** The mail's text as it was before it was encoded for the way. */
const plain = (mail: string | undefined) => (mail ?? "").replace(/=\n/g, "").replace(/=3D/g, "=");

describe("a link by e-mail", () => {
  it("goes to the account's own address, leads to this site, and signs in once", async () => {
    expect(magicLinkOffered()).toBe(true);
    await sendMagicLink(store.db, email.toUpperCase());
    expect(sink.mails).toHaveLength(1);
    const mail = plain(sink.mails[0]);
    expect(mail).toContain(`To: ${email}`);
    const token = /https:\/\/halfpitch\.example\/login\/link\?token=([\w-]{43})\b/.exec(mail)?.[1];
    expect(token).toBeDefined();
    const kept = await store.db.sql<{ token_hash: string }[]>`select token_hash from magic_link`;
    expect(kept.map((one) => one.token_hash)).not.toContain(token);
    expect(await signInWithLink(store.db, token, from())).toMatchObject({ personId });
    expect(await signInWithLink(store.db, token, from())).toBeNull();
  });

  it("is not sent to an address without an account, a disabled one, or what is no address", async () => {
    await sendMagicLink(store.db, "nobody@example.com");
    await sendMagicLink(store.db, `${email}\r\nBcc: other@example.com`);
    await store.db.sql`update person set disabled_at = now() where id = ${personId}`;
    await sendMagicLink(store.db, email);
    expect(sink.mails).toEqual([]);
  });

  it("signs nobody in whose account was disabled after it was sent", async () => {
    await sendMagicLink(store.db, email);
    const token = /token=([\w-]{43})/.exec(plain(sink.mails[0]))?.[1];
    await store.db.sql`update person set disabled_at = now() where id = ${personId}`;
    expect(await signInWithLink(store.db, token, from())).toBeNull();
  });

  it("cannot be used to fill a mailbox", async () => {
    for (let at = 0; at < 12; at += 1) await sendMagicLink(store.db, email);
    expect(sink.mails).toHaveLength(5);
    // And one that was mailed before is good for longer than the pause.
    const [brake] = await store.db.sql<{ seconds: number }[]>`
      select extract(epoch from max(open_at) - now())::int as seconds from sign_in_brake`;
    expect(brake?.seconds).toBeLessThan(15 * 60);
    const token = /token=([\w-]{43})/.exec(plain(sink.mails[4]))?.[1];
    expect(await signInWithLink(store.db, token, from())).toMatchObject({ personId });
  });

  it("leaves no trace of an address that has no account", async () => {
    const rows = () => store.db.sql`select count(*)::int as n from sign_in_brake`;
    const before = await rows();
    await sendMagicLink(store.db, "nobody@example.com");
    await askForPasswordLink("nobody@example.com", store.db);
    expect(await rows()).toEqual(before);
  });
});

describe("a mail to the owner of an account", () => {
  const guess = (password: string, at: number, code?: string) =>
    trySigningIn(
      store.db,
      { email, password, ...(code ? { code } : {}) },
      { address: `198.51.100.${at}`, userAgent: null },
    );

  it("says once that somebody keeps failing to sign in to it", async () => {
    for (let at = 0; at < 15; at += 1) await guess("wrong password", at);
    await vi.waitFor(() => expect(sink.mails).toHaveLength(1));
    expect(sink.mails[0]).toContain("Subject: Somebody tries to sign in to your account");
  });

  it("says that somebody knows the password, where only the second factor keeps them out", async () => {
    await store.db
      .sql`update person set totp_secret = ${boxed(generateSecret())}, totp_at = now() where id = ${personId}`;
    for (let at = 0; at < 8; at += 1) await guess("correct horse battery", at, "000000");
    await vi.waitFor(() => expect(sink.mails).toHaveLength(1));
    expect(sink.mails[0]).toContain("Subject: Somebody knows your password");
  });
});
