import NextAuth from "next-auth";
import { authOptions } from "@/app/_auth/options";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: Request, context: Context): Promise<Response> {
  const answer: unknown = await NextAuth(authOptions())(request, context);
  if (answer instanceof Response) return answer;
  throw new Error("next-auth gave no answer");
}

export { handle as GET, handle as POST };
