import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

/** How long a browser stays known, and as how many people. */
export const DEVICE_SECONDS = 400 * 24 * 3600;
const MOST_PEOPLE = 5;
const SHAPE = /^[A-Za-z0-9_-]{22}(?:\.[A-Za-z0-9_-]{22}){0,5}$/;

const markOf = (device: string, account: string): string =>
  createHmac("sha256", env().AUTH_SECRET)
    .update(`known device ${device} ${account.trim().toLowerCase()}`)
    .digest("base64url")
    .slice(0, 22);

const same = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The browser of a cookie, where it has signed in as that account before; null for any other, and for one that was made up. */
export function knownDevice(cookie: string | undefined, account: string): string | null {
  if (!cookie || !SHAPE.test(cookie)) return null;
  const [device = "", ...marks] = cookie.split(".");
  const mark = markOf(device, account);
  return marks.some((one) => same(one, mark)) ? device : null;
}

/** The cookie of a browser that has just signed in as an account: it stays the same browser as who it was before. */
export function rememberDevice(cookie: string | undefined, account: string): string {
  const [device = "", ...marks] =
    cookie && SHAPE.test(cookie) ? cookie.split(".") : [randomBytes(16).toString("base64url")];
  const mark = markOf(device, account);
  return [device, mark, ...marks.filter((one) => one !== mark).slice(0, MOST_PEOPLE - 1)].join(".");
}
