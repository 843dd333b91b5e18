import { createHash, randomBytes } from "node:crypto";

/** What is kept of a link's token: who has the database alone cannot use it. */
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** A fresh token of a link, and what is kept of it. */
export function freshToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOfToken(token) };
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What is kept of a token that somebody gives; null for what is none. */
export const keptOf = (token: unknown): string | null =>
  typeof token === "string" && TOKEN.test(token) ? hashOfToken(token) : null;
