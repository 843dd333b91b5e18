import { createHash, randomBytes } from "node:crypto";
import type { Queryable } from "@/db/client";
import { AppError } from "@/lib/kernel/error";
import { env } from "@/lib/env";

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Whose password a link sets. */
export type Linked = { personId: string; email: string; name: string; organisation: string | null };

/** For how many minutes a link is good that was mailed, and one that somebody hands over. */
export const MAILED_MINUTES = 60;
export const HANDED_MINUTES = 24 * 60;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A fresh token and what is kept of it. */
export function freshToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOf(token) };
}

/** What is kept of a token that somebody gives; null for what is none. */
export const keptOf = (token: unknown): string | null =>
  typeof token === "string" && TOKEN.test(token) ? hashOf(token) : null;

/**
 * Makes a link by which somebody sets their password, once. Returns its address. One that somebody hands over voids earlier
 * ones of theirs; one that was asked for by mail voids none, since anybody may ask.
 */
export async function makePasswordLink(
  sql: Queryable,
  personId: string,
  minutes: number,
  madeBy: string | null,
): Promise<string> {
  const { token, hash } = freshToken();
  await sql`
    delete from password_link where expires_at < now() - interval '30 days'
      or (${madeBy !== null} and person_id = ${personId} and used_at is null)`;
  await sql`
    insert into password_link (token_hash, person_id, made_by, expires_at)
    values (${hash}, ${personId}, ${madeBy}, now() + ${minutes} * interval '1 minute')`;
  return `${env().HALFPITCH_URL}/password?token=${token}`;
}

/** Whose password a link would set. Throws not_found, alike for a link that was used, is too old or was made up. */
export async function readPasswordLink(sql: Queryable, token: unknown, lock = false): Promise<Linked> {
  const hash = keptOf(token);
  const [row] = hash
    ? await sql<Linked[]>`
        select person.id as "personId", person.email, person.name, (
          select organisation.name from member join organisation on organisation.id = member.organisation_id
          where member.person_id = person.id order by member.created_at limit 1) as organisation
        from password_link join person on person.id = password_link.person_id
        where token_hash = ${hash} and used_at is null and expires_at > now() and person.disabled_at is null
        ${lock ? sql`for update of password_link` : sql``}`
    : [];
  if (!row)
    throw new AppError("not_found", "This link was used already, is too old, or is not whole. Ask for another.");
  return row;
}

/** Uses a link up, and voids what else sets that person's password. */
export async function closePasswordLink(sql: Queryable, token: unknown, personId: string): Promise<void> {
  await sql`update password_link set used_at = now() where token_hash = ${keptOf(token)}`;
  await sql`delete from password_link where person_id = ${personId} and used_at is null`;
}
