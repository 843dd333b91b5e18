import { generateSecret, generateURI, verifySync } from "otplib";
import { renderSVG } from "uqr";
import type { Database, Queryable } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandOwnHands } from "./demand";
import { codesLeft, makeRecoveryCodes, useRecoveryCode } from "./recovery-codes";
import { demandProved } from "./proved";
import { boxed, unboxed } from "./secret-box";
import type { Viewer } from "./viewer";

/** A code is good for its half minute and the one before and after it, as clocks of telephones differ. */
const TOLERANCE_SECONDS = 30;

type Kept = { secret: string | null; at: string | null; step: number | null };

async function keptOf(sql: Queryable, personId: string): Promise<Kept> {
  const [row] = await sql<Kept[]>`
    select totp_secret as secret, to_char(totp_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, totp_step::float8 as step
    from person where id = ${personId}`;
  if (!row) throw new AppError("not_found", "There is no such person.");
  return row;
}

/** The step of a code that is right now; null for a wrong one. */
function stepOf(secret: string, code: string): number | null {
  const epoch = Math.floor(now().getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  return found.valid && "timeStep" in found ? Number(found.timeStep) : null;
}

/** Whether somebody has a second factor, since when, and how many recovery codes are left. */
export async function secondFactorOf(
  viewer: Viewer,
  db: Database = database(),
): Promise<{ since: string | null; codes: number }> {
  const { at } = await keptOf(db.sql, viewer.personId);
  return { since: at, codes: at ? await codesLeft(db.sql, viewer.personId) : 0 };
}

/** Whether somebody has to give a code when they sign in. */
export async function needsCode(sql: Queryable, personId: string): Promise<boolean> {
  return (await keptOf(sql, personId)).at !== null;
}

/**
 * Whether a code proves that somebody has their second factor: six digits of the app, each good once, or a recovery code,
 * which is used up.
 */
export async function provesFactor(sql: Queryable, personId: string, code: string): Promise<boolean> {
  const { secret: box, at } = await keptOf(sql, personId);
  if (!box || !at) return false;
  const digits = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return useRecoveryCode(sql, personId, code);
  const secret = unboxed(box);
  const step = secret ? stepOf(secret, digits) : null;
  if (step === null) return false;
  const used = await sql`
    update person set totp_step = ${step} where id = ${personId} and coalesce(totp_step, 0) < ${step} returning 1`;
  return used.length > 0;
}

export type Enrolment = { secret: string; svg: string };

/**
 * Begins to enrol a second factor: a secret to scan or to type. It counts once a code of it was given. Throws unproven:
 * who finds an open browser shall not lock its owner out.
 */
export async function beginFactor(viewer: Viewer, db: Database = database()): Promise<Enrolment> {
  demandOwnHands(viewer);
  demandProved(viewer);
  const { at, secret: standing } = await keptOf(db.sql, viewer.personId);
  if (at) throw new AppError("conflict", "You have a second factor already. Remove it before you enrol another.");
  // A page that is opened again shows the same secret, so that what was scanned meanwhile is not worthless.
  const known = standing ? unboxed(standing) : null;
  const secret = known ?? generateSecret();
  if (!known)
    await db.sql`update person set totp_secret = ${boxed(secret)} where id = ${viewer.personId} and totp_at is null`;
  const uri = generateURI({ issuer: "Halfpitch", label: viewer.email, secret });
  return { secret, svg: renderSVG(uri, { border: 1 }) };
}

/** Finishes enrolling by a first code. Returns the recovery codes, which are never shown again. */
export async function confirmFactor(viewer: Viewer, code: string, db: Database = database()): Promise<string[]> {
  demandOwnHands(viewer);
  demandProved(viewer);
  const { at, secret: box } = await keptOf(db.sql, viewer.personId);
  if (at) throw new AppError("conflict", "You have a second factor already.");
  const secret = box ? unboxed(box) : null;
  const step = secret ? stepOf(secret, code.replace(/\s/g, "")) : null;
  if (step === null)
    throw new AppError(
      "invalid",
      "That is not the code of this secret now. Wait for the next one, and check the clock of your telephone.",
    );
  const codes = await db.sql.begin(async (tx) => {
    const done = await tx`
      update person set totp_at = now(), totp_step = ${step}
      where id = ${viewer.personId} and totp_at is null and totp_secret = ${box} returning 1`;
    if (done.length === 0) throw new AppError("conflict", "You have a second factor already.");
    return makeRecoveryCodes(tx, viewer.personId);
  });
  await recordAudit(db.orm, { by: viewer, action: "second-factor.enrolled", subject: viewer.personId });
  return codes;
}

/** Makes the viewer's recovery codes anew. */
export async function renewRecoveryCodes(viewer: Viewer, db: Database = database()): Promise<string[]> {
  demandOwnHands(viewer);
  demandProved(viewer);
  if (!(await needsCode(db.sql, viewer.personId))) throw new AppError("conflict", "You have no second factor.");
  const codes = await makeRecoveryCodes(db.sql, viewer.personId);
  await recordAudit(db.orm, { by: viewer, action: "second-factor.codes", subject: viewer.personId });
  return codes;
}

/** Takes a person's second factor away, with its recovery codes. */
export async function forgetFactor(sql: Queryable, personId: string): Promise<void> {
  await sql`update person set totp_secret = null, totp_at = null, totp_step = null where id = ${personId}`;
  await sql`delete from recovery_code where person_id = ${personId}`;
}

/** Removes the viewer's own second factor. Throws conflict where their organisation requires one. */
export async function removeFactor(viewer: Viewer, db: Database = database()): Promise<void> {
  demandOwnHands(viewer);
  demandProved(viewer);
  const [row] = await db.sql<{ required: boolean }[]>`
    select requires_totp as required from organisation where id = ${viewer.organisationId}`;
  if (row?.required) throw new AppError("conflict", `${viewer.organisation} requires a second factor of everybody.`);
  await forgetFactor(db.sql, viewer.personId);
  await recordAudit(db.orm, { by: viewer, action: "second-factor.removed", subject: viewer.personId });
}
