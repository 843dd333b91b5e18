import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { env, isSecure } from "@/lib/env";

/** The request header in which the proxy hands the login page the token for its form. */
export const CSRF_HEADER = "x-halfpitch-csrf";

const digestOf = (token: string): string => createHash("sha256").update(`${token}${env().AUTH_SECRET}`).digest("hex");

/** The cookie that next-auth compares a form's token with, by its own rule. */
export const csrfCookieName = (): string => `${isSecure() ? "__Host-" : ""}next-auth.csrf-token`;

/**
 * The token of a form that signs in without script, and the cookie to set for it: null where the browser has a good
 * one. It is next-auth's own pair, which its sign-in address checks.
 */
export function csrfPair(cookie: string | undefined): { token: string; cookie: string | null } {
  const [kept = "", digest = ""] = cookie?.split("|") ?? [];
  const [given, expected] = [Buffer.from(digest), Buffer.from(digestOf(kept))];
  if (kept && given.length === expected.length && timingSafeEqual(given, expected))
    return { token: kept, cookie: null };
  const token = randomBytes(32).toString("hex");
  return { token, cookie: `${token}|${digestOf(token)}` };
}

/** How that cookie is set. */
export const csrfCookie = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;
