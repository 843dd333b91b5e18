import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether an Authorization header carries the token that opens the metrics; nothing does where none is set. */
export function mayReadMetrics(authorization: string | null | undefined, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/.exec(authorization ?? "")?.[1] ?? "";
  return token !== undefined && timingSafeEqual(digest(given), digest(token));
}
