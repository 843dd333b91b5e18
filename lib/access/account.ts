import { database } from "@/db/client";
import { listSessions, type OpenSession, revokeSessions } from "./session";
import type { Viewer } from "./viewer";

/** Where the viewer is signed in, newest first. */
export function accountSessions(viewer: Viewer): Promise<OpenSession[]> {
  return listSessions(database(), viewer.personId);
}

/** Ends one of the viewer's sessions by its id, or `others`: all but the one that asks. */
export async function endSessions(viewer: Viewer, which: string): Promise<void> {
  await revokeSessions(database(), viewer.personId, which === "others" ? { allBut: viewer.sessionId } : { id: which });
}
