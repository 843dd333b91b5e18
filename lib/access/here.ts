import { database } from "@/lib/store/database";
import { sendMagicLink, tryLink } from "./magic-link";
import { AppError } from "@/lib/kernel/error";
import { type Linked, readPasswordLink } from "./password-link";
import { type Invited, readInvitation } from "./invitations";
import { demandOwnHands } from "./demand";
import { findViewer, listSessions, type OpenSession, revokeSessions } from "./session";
import { type Origin, type Outcome, trySigningIn } from "./sign-in";
import type { Viewer } from "./viewer";

// What pages and routes do about access on this process's own database, which they do not know themselves.

/** Tries to sign somebody in by e-mail and password. */
export const passwordSignIn = (given: unknown, origin: Origin): Promise<Outcome> =>
  trySigningIn(database(), given, origin);

/** Tries to sign somebody in by the token of an e-mailed link. */
export const linkSignIn = (given: { token?: unknown; code?: unknown }, origin: Origin): Promise<Outcome> =>
  tryLink(database(), given, origin);

/** Sends a link to sign in, where there is such an account; tells nothing. */
export const askForLink = (email: string): Promise<void> => sendMagicLink(database(), email);

/** Whose password a link would set; null where it sets nobody's. */
export async function passwordLinkOwner(token: unknown): Promise<Linked | null> {
  try {
    return await readPasswordLink(database().sql, token);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** What a link invites to; null where it invites to nothing. */
export async function invitationOf(token: unknown): Promise<Invited | null> {
  try {
    return await readInvitation(token);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Who a session belongs to, or null where it is over. */
export const viewerOf = (sessionId: string): Promise<Viewer | null> => findViewer(database(), sessionId);

/** Where the viewer is signed in, newest first. */
export const sessionsOf = (viewer: Viewer): Promise<OpenSession[]> => listSessions(database(), viewer.personId);

/** Ends the session of who signs out. */
export async function signOut(personId: string, sessionId: string): Promise<void> {
  await revokeSessions(database(), personId, { id: sessionId });
}

/** Ends one of the viewer's sessions. */
export async function endSession(viewer: Viewer, sessionId: string): Promise<void> {
  demandOwnHands(viewer);
  await revokeSessions(database(), viewer.personId, { id: sessionId });
}

/** Ends all of the viewer's sessions but the one that asks. */
export async function endOtherSessions(viewer: Viewer): Promise<void> {
  demandOwnHands(viewer);
  await revokeSessions(database(), viewer.personId, { allBut: viewer.sessionId });
}
