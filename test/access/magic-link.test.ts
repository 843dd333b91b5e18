import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { magicLinkOffered, sendMagicLink, signInWithLink } from "@/lib/access/magic-link";
import { createPerson, ensureOrganisation, setMember } from "@/lib/access/organisations";
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
    await sendMagicLink(store.db, email.toUpperCase(), from());
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
    await sendMagicLink(store.db, "nobody@example.com", from());
    await sendMagicLink(store.db, `${email}\r\nBcc: other@example.com`, from());
    await store.db.sql`update person set disabled_at = now() where id = ${personId}`;
    await sendMagicLink(store.db, email, from());
    expect(sink.mails).toEqual([]);
  });

  it("signs nobody in whose account was disabled after it was sent", async () => {
    await sendMagicLink(store.db, email, from());
    const token = /token=([\w-]{43})/.exec(plain(sink.mails[0]))?.[1];
    await store.db.sql`update person set disabled_at = now() where id = ${personId}`;
    expect(await signInWithLink(store.db, token, from())).toBeNull();
  });

  it("cannot be used to fill a mailbox", async () => {
    for (let at = 0; at < 12; at += 1) await sendMagicLink(store.db, email, from());
    expect(sink.mails).toHaveLength(5);
  });
});
