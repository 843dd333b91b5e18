import { createHmac, randomInt } from "node:crypto";
import type { Queryable } from "@/db/client";
import { env } from "@/lib/env";

const CODES = 10;
// Without the letters and digits that are taken for each other.
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

const hashOf = (code: string): string =>
  createHmac("sha256", env().AUTH_SECRET)
    .update(`recovery ${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`)
    .digest("hex");

const fresh = (): string =>
  Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

/** Makes somebody's recovery codes anew: earlier ones no longer work. They are told this once; hashes are kept. */
export async function makeRecoveryCodes(sql: Queryable, personId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, fresh);
  await sql`delete from recovery_code where person_id = ${personId}`;
  await sql`insert into recovery_code (person_id, code_hash) select ${personId}, unnest(${codes.map(hashOf)}::text[])`;
  return codes;
}

/** Uses up one of somebody's codes. False where it is none, or was used. */
export async function useRecoveryCode(sql: Queryable, personId: string, code: string): Promise<boolean> {
  const used = await sql`
    update recovery_code set used_at = now()
    where person_id = ${personId} and code_hash = ${hashOf(code)} and used_at is null returning 1`;
  return used.length > 0;
}

/** How many of somebody's codes are left. */
export async function codesLeft(sql: Queryable, personId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from recovery_code where person_id = ${personId} and used_at is null`;
  return row?.n ?? 0;
}
