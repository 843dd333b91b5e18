import { LRUCache } from "lru-cache";
import { decode } from "next-auth/jwt";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { tellWhoseWork } from "@/app/_data/answer-status";
import { viewerOf } from "@/lib/access/here";
import { env } from "@/lib/env";
import type { Viewer } from "@/lib/access/viewer";
import { sessionCookieName } from "./options";

// A token never changes what it says: opening it again would only cost time. The session behind it is asked each time,
// and ends when the token does.
const opened = new LRUCache<string, string>({ max: 5000 });

/** The id of the session that a cookie's token carries, or null where it is not ours. */
async function sessionIdOf(token: string): Promise<string | null> {
  const kept = opened.get(token);
  if (kept) return kept;
  const found = await decode({ token, secret: env().AUTH_SECRET }).catch(() => null);
  if (!found?.sid) return null;
  opened.set(token, found.sid);
  return found.sid;
}

/** Who is signed in, also where they have to enrol a second factor before anything else is open to them. */
export const signedInViewer = cache(async (): Promise<Viewer | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  const sessionId = token ? await sessionIdOf(token) : null;
  const viewer = sessionId ? await viewerOf(sessionId) : null;
  if (viewer) tellWhoseWork(viewer.viewedBy?.personId ?? viewer.personId);
  return viewer;
});

/** Who is asking, or null. Looked up once a request, so that a revoked session ends at the next one. */
export async function currentViewer(): Promise<Viewer | null> {
  const viewer = await signedInViewer();
  return viewer?.mustEnrol ? null : viewer;
}

/** Who is asking for a page; leads to sign-in, and from there back, where nobody is signed in. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  if (await signedInViewer()) redirect("/second-factor");
  const back = (await headers()).get("x-halfpitch-path") ?? "/";
  const ended = (await cookies()).has(sessionCookieName()) ? "&ended=1" : "";
  redirect(`/login?callbackUrl=${encodeURIComponent(back)}${ended}`);
}
