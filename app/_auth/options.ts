import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { endSession, linkSignIn, passwordSignIn } from "@/lib/access/here";
import { SESSION_SECONDS } from "@/lib/access/session";
import type { Origin, SignedIn } from "@/lib/access/sign-in";
import { env } from "@/lib/env";

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

type Headers = Readonly<Record<string, string | undefined>> | undefined;

/** The nearest hop's word for where a request comes from. Whoever forges it still meets the limit by account. */
function originOf(headers: Headers): Origin {
  const address = headers?.["x-forwarded-for"]?.split(",").at(-1)?.trim() || "unknown";
  return { address, userAgent: headers?.["user-agent"] ?? null };
}

const userOf = (who: SignedIn | null): User | null =>
  who && { id: who.personId, name: who.name, email: who.email, sessionId: who.sessionId };

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
        authorize: async (given, request) => userOf(await passwordSignIn(given, originOf(request.headers))),
      }),
      CredentialsProvider({
        id: "magic-link",
        name: "E-mailed link",
        credentials: { token: { label: "Token", type: "text" } },
        authorize: async (given, request) => userOf(await linkSignIn(given?.token, originOf(request.headers))),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...token, sid: user.sessionId } : token),
      redirect: ({ url, baseUrl }) => (url.startsWith("/") && !/^\/[/\\]/.test(url) ? `${baseUrl}${url}` : baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sub && token.sid) await endSession(token.sub, token.sid);
      },
    },
    // A wrong password is no defect: nothing about it is logged.
    logger: { error: (code) => console.error(JSON.stringify({ level: "error", at: "sign-in", code })) },
  };
}
