import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** Long enough to resist guessing, short enough not to be a way to burn our processor. */
export const Password = z
  .string()
  .min(8, "a password has at least 8 characters")
  .max(200, "a password has at most 200 characters");

// OWASP's recommendation for argon2id, which is the library's own choice: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Whether a hash was made with other parameters than a new one would be. */
export function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = COST;
  return !stored.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
}

/** The argon2id hash of a password, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let nobodys: Promise<string> | undefined;

/**
 * Whether the password is the one that was hashed. Without a hash (no such account, or one without a password) it
 * takes as long and answers false, so that the time tells nothing.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword("nobody's password");
  const matches = await verify(stored ?? (await nobodys), password).catch(() => false);
  return stored !== null && matches;
}
