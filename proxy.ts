import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { CSRF_HEADER, csrfCookie, csrfCookieName, csrfPair } from "@/app/_auth/csrf";
import { env } from "@/lib/env";

const PUBLIC = /^\/(login(\/|$)|forgotten$|password$|invitation$|feeds(\/|$)|icon\.svg$|robots\.txt$)/;
const SESSION_COOKIE = /^(__Secure-)?next-auth\.session-token(\.\d+)?$/;

/** What a page may load: our own scripts by this answer's nonce, our own everything else, and nothing in a frame. */
function contentSecurityPolicy(nonce: string): string {
  const development = env().NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Sets the policy of every answer, and leads who has no session to sign-in; who may read what is decided further in. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const signedIn = request.cookies.getAll().some(({ name }) => SESSION_COOKIE.test(name));
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"));
  if (!signedIn && !PUBLIC.test(pathname)) {
    const login = request.nextUrl.clone();
    login.pathname = "/login";
    login.search = `?callbackUrl=${encodeURIComponent(`${pathname}${search}`)}`;
    return withPolicy(NextResponse.redirect(login), policy);
  }
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-halfpitch-path", `${pathname}${search}`);
  if (pathname !== "/login") return withPolicy(NextResponse.next({ request: { headers } }), policy);
  const csrf = csrfPair(request.cookies.get(csrfCookieName())?.value);
  headers.set(CSRF_HEADER, csrf.token);
  const response = NextResponse.next({ request: { headers } });
  if (csrf.cookie) response.cookies.set(csrfCookieName(), csrf.cookie, csrfCookie());
  return withPolicy(response, policy);
}

function withPolicy(response: NextResponse, policy: string): NextResponse {
  response.headers.set("content-security-policy", policy);
  return response;
}

// Data routes answer no page: their policy is fixed, in next.config.ts, and they say themselves who may ask.
export const config = { matcher: ["/((?!_next/static|_next/image|api/|metrics$|healthz$|readyz$).*)"] };
