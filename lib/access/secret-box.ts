import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const keyOf = (): Buffer => Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "", "halfpitch second factors", 32));

/** Encrypts a secret for the database: who has that alone cannot read it. */
export function boxed(secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(), nonce);
  return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
    "base64url",
  );
}

/** The secret in a box; null where it was made with another AUTH_SECRET, or changed. */
export function unboxed(box: string): string | null {
  const bytes = Buffer.from(box, "base64url");
  if (bytes.length < 29) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    return decipher.update(bytes.subarray(12, -16), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return null;
  }
}
