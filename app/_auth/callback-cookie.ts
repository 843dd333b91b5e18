import { env } from "@/lib/env";

const isSecure = (): boolean => env().HALFPITCH_URL.startsWith("https:");

/** The cookie in which next-auth keeps where to return to, by its own rule. */
export const callbackCookieName = (): string => `${isSecure() ? "__Secure-" : ""}next-auth.callback-url`;

/** Whether it names a place of this site. */
export function isOwnCallback(text: string): boolean {
  const origin = new URL(env().HALFPITCH_URL).origin;
  return URL.canParse(text, origin) && /^https?:$/.test(new URL(text, origin).protocol);
}
