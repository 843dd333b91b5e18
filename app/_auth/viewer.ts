import { getServerSession } from "next-auth";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { viewerOf } from "@/lib/access/here";
import type { Viewer } from "@/lib/access/viewer";
import { authOptions } from "./options";

/** Who is asking, or null. Looked up once a request, so that a revoked session ends at the next one. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const session = await getServerSession(authOptions());
  return session?.sid ? viewerOf(session.sid) : null;
});

/** Who is asking for a page; leads to sign-in, and from there back, where nobody is signed in. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const back = (await headers()).get("x-halfpitch-path") ?? "/";
  redirect(`/login?callbackUrl=${encodeURIComponent(back)}`);
}
