import { createCipheriv, createDecipheriv, type DecipherGCM, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "@/lib/kernel/error";

const MAGIC = Buffer.from("HALFPITCH-SEAL-1");
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + SALT_BYTES + NONCE_BYTES;

/** Each file has a key of its own, so that no nonce can ever serve twice. */
const keyOf = (secret: string, salt: Buffer): Buffer => Buffer.from(hkdfSync("sha256", secret, salt, "backup", 32));

const damaged = () =>
  new AppError("invalid", "A file of the backup cannot be opened: the key is another one, or the file was changed.");

/** Encrypts a stream with AES-256-GCM: what was changed afterwards is noticed when it is opened. */
export async function* sealed(plain: AsyncIterable<Buffer>, secret: string): AsyncGenerator<Buffer> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret, salt), nonce);
  yield Buffer.concat([MAGIC, salt, nonce]);
  for await (const chunk of plain) yield cipher.update(chunk);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/**
 * Decrypts what `sealed` made. Throws AppError invalid for another key, or a changed or cut file; since that shows at
 * the end alone, nothing of it may count before.
 */
export async function* opened(stored: AsyncIterable<Buffer>, secret: string): AsyncGenerator<Buffer> {
  let decipher: DecipherGCM | undefined;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stored) {
    rest = Buffer.concat([rest, chunk]);
    if (!decipher) {
      if (rest.length < HEADER_BYTES) continue;
      if (!rest.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged();
      const salt = rest.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
      decipher = createDecipheriv(
        "aes-256-gcm",
        keyOf(secret, salt),
        rest.subarray(HEADER_BYTES - NONCE_BYTES, HEADER_BYTES),
      );
      rest = rest.subarray(HEADER_BYTES);
    }
    if (rest.length > TAG_BYTES) {
      yield decipher.update(rest.subarray(0, rest.length - TAG_BYTES));
      rest = rest.subarray(rest.length - TAG_BYTES);
    }
  }
  if (!decipher || rest.length < TAG_BYTES) throw damaged();
  try {
    decipher.setAuthTag(rest);
    yield decipher.final();
  } catch {
    throw damaged();
  }
}
