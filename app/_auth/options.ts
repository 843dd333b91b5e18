import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { originOf } from "@/lib/access/client-address";
import { linkSignIn, passwordSignIn, signOut, viewerOf } from "@/lib/access/here";
import { DEVICE_SECONDS, rememberDevice } from "@/lib/access/known-device";
import { sessionSeconds } from "@/lib/access/session";
import type { Origin, Outcome } from "@/lib/access/sign-in";
import { env } from "@/lib/env";
import { cookies } from "next/headers";
import { callbackPath } from "./callback-path";
import { logDefect } from "./log-defect";
import { codeError, UNAVAILABLE, waitError } from "./sign-in-error";
import { AppError } from "@/lib/kernel/error";

declare module "next-auth" {
  interface User {
    sessionId: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sid?: string;
  }
}

type Asked = { headers?: Readonly<Record<string, string | undefined>> | undefined };

const BY_ANYBODY: ReadonlySet<string> = new Set(["JWT_SESSION_ERROR", "INVALID_CALLBACK_URL_ERROR"]);

const isSecure = (): boolean => env().HALFPITCH_URL.startsWith("https:");

/** The cookie by which a browser is known again that has signed in: strangers cannot hold it up. */
const deviceCookieName = (): string => `${isSecure() ? "__Host-" : ""}halfpitch.device`;

async function remember(email: string): Promise<void> {
  const jar = await cookies();
  jar.set(deviceCookieName(), rememberDevice(jar.get(deviceCookieName())?.value, email), {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    path: "/",
    maxAge: DEVICE_SECONDS,
  });
}

/** What next-auth is told of a try; null is a refusal without a reason. */
async function concluded(outcome: Outcome): Promise<User | null> {
  if (outcome.kind === "refused") return null;
  if (outcome.kind === "wait") throw new AppError("limit", waitError(outcome.seconds));
  if (outcome.kind === "code") throw new AppError("unproven", codeError(outcome.given));
  await remember(outcome.email);
  return { id: outcome.personId, sessionId: outcome.sessionId };
}

/** Who signs in, for next-auth, which repeats the message of what is thrown in an address: a defect's never is. */
async function userOf(request: Asked, signIn: (origin: Origin) => Promise<Outcome>): Promise<User | null> {
  try {
    const device = (await cookies()).get(deviceCookieName())?.value;
    return await concluded(await signIn({ ...originOf((name) => request.headers?.[name]), device }));
  } catch (error) {
    if (error instanceof AppError) throw new Error(error.message);
    logDefect(error);
    throw new Error(UNAVAILABLE);
  }
}

/** Who next-auth's own session address names: nobody where the session is over. */
async function namedIn(sessionId: string | undefined): Promise<{ user?: { name: string; email: string } }> {
  const viewer = sessionId ? await viewerOf(sessionId) : null;
  return viewer ? { user: { name: viewer.name, email: viewer.email } } : {};
}

/** The cookie in which next-auth keeps the token, by its own rule. */
export const sessionCookieName = (): string => `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;

/** How people sign in: next-auth holds a token with the id of a session row, which is looked up at every request. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    pages: { signIn: "/login", error: "/login", verifyRequest: "/login" },
    session: { strategy: "jwt", maxAge: sessionSeconds() },
    useSecureCookies: isSecure(),
    providers: [
      CredentialsProvider({
        id: "credentials",
        name: "E-mail and password",
        credentials: {
          email: { label: "E-mail", type: "email" },
          password: { label: "Password", type: "password" },
          code: { label: "Code", type: "text" },
        },
        authorize: (given, request) => userOf(request, (origin) => passwordSignIn(given, origin)),
      }),
      CredentialsProvider({
        id: "magic-link",
        name: "E-mailed link",
        credentials: { token: { label: "Token", type: "text" }, code: { label: "Code", type: "text" } },
        authorize: (given, request) => userOf(request, (origin) => linkSignIn(given ?? {}, origin)),
      }),
    ],
    callbacks: {
      // No name and no address travels in the cookie: whose session it is is looked up.
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: user.sessionId } : token),
      session: async ({ session, token }) => ({ expires: session.expires, ...(await namedIn(token.sid)) }),
      redirect: ({ url, baseUrl }) => `${baseUrl}${callbackPath(url, baseUrl)}`,
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sub && token.sid) await signOut(token.sub, token.sid);
      },
    },
    // What anybody can bring about, a wrong password or a cookie that is none, is no defect and is not logged.
    logger: {
      error: (code) => {
        if (!BY_ANYBODY.has(code)) console.error(JSON.stringify({ level: "error", at: "sign-in", code }));
      },
      warn: () => undefined,
    },
  };
}
