import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { originOf } from "@/lib/access/client-address";
import { linkSignIn, passwordSignIn, signOut, viewerOf } from "@/lib/access/here";
import { SESSION_SECONDS } from "@/lib/access/session";
import type { Origin, SignedIn } from "@/lib/access/sign-in";
import { env } from "@/lib/env";
import { callbackPath } from "./callback-path";
import { logDefect } from "./log-defect";
import { UNAVAILABLE } from "./sign-in-error";

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

/** Who signs in, for next-auth, which repeats the message of what is thrown in an address: a defect's never is. */
async function userOf(request: Asked, signIn: (origin: Origin) => Promise<SignedIn | null>): Promise<User | null> {
  try {
    const who = await signIn(originOf((name) => request.headers?.[name]));
    return who && { id: who.personId, sessionId: who.sessionId };
  } catch (error) {
    logDefect(error);
    throw new Error(UNAVAILABLE);
  }
}

/** Who next-auth's own session address names: nobody where the session is over. */
async function namedIn(sessionId: string | undefined): Promise<{ user?: { name: string; email: string } }> {
  const viewer = sessionId ? await viewerOf(sessionId) : null;
  return viewer ? { user: { name: viewer.name, email: viewer.email } } : {};
}

const isSecure = (): boolean => env().HALFPITCH_URL.startsWith("https:");

/** The cookie in which next-auth keeps the token, by its own rule. */
export const sessionCookieName = (): string => `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;

/** How people sign in: next-auth holds a token with the id of a session row, which is looked up at every request. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    pages: { signIn: "/login", error: "/login", verifyRequest: "/login" },
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(),
    providers: [
      CredentialsProvider({
        id: "credentials",
        name: "E-mail and password",
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        authorize: (given, request) => userOf(request, (origin) => passwordSignIn(given, origin)),
      }),
      CredentialsProvider({
        id: "magic-link",
        name: "E-mailed link",
        credentials: { token: { label: "Token", type: "text" } },
        authorize: (given, request) => userOf(request, (origin) => linkSignIn(given?.token, origin)),
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
    // A wrong password is no defect: nothing about it is logged.
    logger: { error: (code) => console.error(JSON.stringify({ level: "error", at: "sign-in", code })) },
  };
}
