import { env } from "@/lib/env";

const isSecure = (): boolean => env().HALFPITCH_URL.startsWith("https:");

/** The cookie in which next-auth keeps where to return to, by its own rule. */
export const callbackCookieName = (): string => `${isSecure() ? "__Secure-" : ""}next-auth.callback-url`;

/** What has the browser forget it; a name that begins with __Secure- is heeded as such alone. */
export const forgetCallbackCookie = (): string =>
  `${callbackCookieName()}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;

/** Whether next-auth takes it for an address to return to; where not, it answers as if this server were set up wrongly. */
export function isCallback(text: string): boolean {
  const base = text.startsWith("/") ? new URL(env().HALFPITCH_URL).origin : undefined;
  return URL.canParse(text, base) && /^https?:$/.test(new URL(text, base).protocol);
}
