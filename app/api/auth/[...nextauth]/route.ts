import NextAuth from "next-auth";
import { authOptions } from "@/app/_auth/options";
import { env } from "@/lib/env";

type Context = { params: Promise<{ nextauth: string[] }> };

/** Leads on by path alone, so that who came by another name of this machine keeps it, and the cookie that goes with it. */
function byPath(answer: Response): Response {
  const target = answer.headers.get("location");
  const origin = new URL(env().HALFPITCH_URL).origin;
  if (!target?.startsWith(`${origin}/`)) return answer;
  const headers = new Headers(answer.headers);
  headers.set("location", target.slice(origin.length));
  return new Response(answer.body, { status: answer.status, headers });
}

async function handle(request: Request, context: Context): Promise<Response> {
  const answer: unknown = await NextAuth(authOptions())(request, context);
  if (answer instanceof Response) return byPath(answer);
  throw new Error("next-auth gave no answer");
}

export { handle as GET, handle as POST };
