import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";
import { Part } from "./part";

export const FORMAT = 1;
const Table = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int(),
  part: Part,
});
const Sequence = z.object({
  schema: z.string(),
  name: z.string(),
  last: z.string().regex(/^-?\d+$/),
  called: z.boolean(),
});
const Payload = z.object({ hash: z.string(), part: Part });

/** What a backup holds: the whole database as it stood at one moment, and the payloads that it names. */
export const Manifest = z.object({
  format: z.literal(FORMAT),
  /** The moment of the snapshot, ISO text by the database's clock. */
  at: z.iso.datetime(),
  server: z.string(),
  encrypted: z.boolean(),
  /** When each applied migration was made, as the journal of migrations has it. */
  migrations: z.array(z.number()),
  tables: z.array(Table),
  sequences: z.array(Sequence),
  payloads: z.array(Payload),
  /** Payloads that the database names and the store had not. */
  missing: z.array(z.string()),
  secrets: Part.nullable(),
});
export type Manifest = z.infer<typeof Manifest>;
export type KeptTable = Manifest["tables"][number];
export const MANIFEST_FILE = "manifest.json";
const STAMP = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:\.\d{3})?Z$/;

/** What seals a manifest: a keyed hash where there is a key, so that nobody without it can write another. */
const sealOf = (text: string, key: string | null): string =>
  key ? createHmac("sha256", key).update(text).digest("hex") : createHash("sha256").update(text).digest("hex");

/** The text of a manifest's file, with its seal in the first line. */
export function manifestText(manifest: Manifest, key: string | null): string {
  const text = JSON.stringify(manifest);
  return `${sealOf(text, key)}\n${text}\n`;
}

/** The folder of a backup that was made at `at`, within the folder of all: to the millisecond, since two may follow at once. */
export const stampOf = (at: string): string => `${at.slice(0, 23).replaceAll(":", "-")}Z`;

/** The backups in a folder that were finished, oldest first. */
export async function listBackups(to: string): Promise<string[]> {
  const names = await readdir(to).catch(() => []);
  return names.filter((name) => STAMP.test(name)).toSorted();
}

/**
 * The folder of the backup that is meant: itself, or the newest in a folder of several. Throws AppError not_found.
 */
export async function findBackup(from: string): Promise<{ folder: string; root: string }> {
  const own = path.resolve(from);
  if (STAMP.test(path.basename(own))) return { folder: own, root: path.dirname(own) };
  const newest = (await listBackups(own)).at(-1);
  if (!newest) throw new AppError("not_found", `There is no finished backup in ${from}.`);
  return { folder: path.join(own, newest), root: own };
}

/** Reads and checks a manifest. Throws AppError invalid for one that was changed, is sealed by another key, or is of another format. */
export async function readManifest(folder: string, key: string | null): Promise<Manifest> {
  const written = await readFile(path.join(folder, MANIFEST_FILE), "utf8").catch(() => {
    throw new AppError("not_found", `${folder} holds no finished backup.`);
  });
  const [seal = "", text = ""] = written.split("\n");
  const parsed = z.object({ format: z.number(), encrypted: z.boolean() }).safeParse(parsedJson(text));
  if (!parsed.success) throw new AppError("invalid", `The list of files in ${folder} is damaged. Use another backup.`);
  if (parsed.data.format !== FORMAT)
    throw new AppError("invalid", `The backup is of format ${parsed.data.format}, and this version reads ${FORMAT}.`);
  if (parsed.data.encrypted && !key)
    throw new AppError(
      "invalid",
      "The backup is encrypted: set HALFPITCH_BACKUP_KEY to the key that it was made with.",
    );
  const expected = sealOf(text, parsed.data.encrypted ? key : null);
  if (seal.length !== expected.length || !timingSafeEqual(Buffer.from(seal), Buffer.from(expected)))
    throw new AppError(
      "invalid",
      parsed.data.encrypted
        ? "HALFPITCH_BACKUP_KEY is not the key of this backup, or its list of files was changed."
        : `The list of files in ${folder} was changed. Use another backup.`,
    );
  return Manifest.parse(parsedJson(text));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
