import { z } from "zod";

const Csrf = z.object({ csrfToken: z.string() });

/** Signs in at the standard address and returns the cookies that prove it. Throws where the site refuses. */
export async function signInCookie(base: string, email: string, password: string): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair);
    }
    return response;
  };
  const first = keep(await fetch(`${base}/api/auth/csrf`));
  const { csrfToken } = Csrf.parse(await first.json());
  const headers = { cookie: [...jar.values()].join("; "), "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({ email, password, csrfToken, callbackUrl: base, json: "true" });
  keep(await fetch(`${base}/api/auth/callback/credentials`, { method: "POST", headers, body, redirect: "manual" }));
  const cookie = [...jar.values()].join("; ");
  if (!cookie.includes("session-token")) throw new Error(`${email} could not sign in at ${base}`);
  return cookie;
}
