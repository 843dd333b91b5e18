import NextAuth from "next-auth";
import { cookies } from "next/headers";
import { callbackCookieName, forgetCallbackCookie, isCallback } from "@/app/_auth/callback-cookie";
import { callbackPath } from "@/app/_auth/callback-path";
import { door } from "@/app/_auth/door";
import { limitedForm } from "@/app/_auth/limited-body";
import { authOptions } from "@/app/_auth/options";
import { AppError } from "@/lib/kernel/error";
import { problemOf, problemResponse } from "@/lib/kernel/problem";
import { env } from "@/lib/env";

type Context = { params: Promise<{ nextauth: string[] }> };

/** What the sign-in page and signing out need of next-auth; it offers more, to anybody. */
const OPEN: Readonly<Record<string, ReadonlySet<string>>> = {
  GET: new Set(["csrf", "session", "providers"]),
  POST: new Set(["callback/credentials", "callback/magic-link", "signout"]),
};

/** Leads on by path alone, so that who came by another name of this machine keeps it, and the cookie that goes with it. */
function byPath(answer: Response): Response {
  const target = answer.headers.get("location");
  const origin = new URL(env().HALFPITCH_URL).origin;
  if (!target?.startsWith(`${origin}/`)) return answer;
  const headers = new Headers(answer.headers);
  headers.set("location", target.slice(origin.length));
  return new Response(answer.body, { status: answer.status, headers });
}

/** Has the browser forget what it keeps of this site; that it is known, a cookie, stays. */
function forgetting(answer: Response): Response {
  answer.headers.set("clear-site-data", '"cache", "storage"');
  return answer;
}

/** Leads who has no script back to the sign-in page after a try that failed, with why, and where to go after a good one. */
function toSignIn(request: Request, back: string | undefined): Response {
  const query = new URLSearchParams();
  if (back !== undefined) query.set("callbackUrl", callbackPath(back, new URL(env().HALFPITCH_URL).origin));
  const error = new URL(request.url).searchParams.get("error");
  if (error !== null) query.set("error", error.slice(0, 40));
  return new Response(null, { status: 302, headers: { location: `/login?${query.toString()}` } });
}

/** Whether every address to return to that a request names, in its own or in a cookie, is one. */
function returns(request: Request, kept: string | undefined): boolean {
  const named = new URL(request.url).searchParams.getAll("callbackUrl");
  return [...(kept ? [kept] : []), ...named.filter(Boolean)].every(isCallback);
}

/** Refuses an address to return to that is none, which next-auth would answer with an error of its own. */
function notOurs(): Response {
  const refusal = problemResponse(
    problemOf(
      new AppError("invalid", "The address to return to is not one of this site. Open the sign-in page again."),
    ),
  );
  refusal.headers.append("set-cookie", forgetCallbackCookie());
  return refusal;
}

const handle = door(async (request: Request, context: Context): Promise<Response> => {
  const asked = (await context.params).nextauth.join("/");
  const back = (await cookies()).get(callbackCookieName())?.value;
  if (request.method === "GET" && (asked === "error" || asked === "signin")) return toSignIn(request, back);
  if (!OPEN[request.method]?.has(asked)) throw new AppError("not_found", "There is nothing at this address.");
  if (!returns(request, back)) return notOurs();
  const answer: unknown = await NextAuth(authOptions())(await limitedForm(request), context);
  if (answer instanceof Response) return asked === "signout" ? forgetting(byPath(answer)) : byPath(answer);
  throw new Error("next-auth gave no answer");
});

export { handle as GET, handle as POST };
