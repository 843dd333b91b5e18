import { AppError } from "@/lib/kernel/error";
import { type Manifest, readManifest } from "./manifest";
import { checkPart, readPart } from "./part";

/** Where a backup is: its own folder, the folder of all that holds its payloads, and the key that it was made with. */
export type BackupPlace = { folder: string; root: string; key: string | null };

/** The key with which the parts are opened: none where the backup is not encrypted. */
export const keyFor = (manifest: Manifest, key: string | null): string | null => (manifest.encrypted ? key : null);

async function lines(source: AsyncIterable<Buffer>): Promise<number> {
  let found = 0;
  for await (const chunk of source)
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) found += 1;
  return found;
}

/**
 * Reads a backup from end to end: every file is there, is what was written, opens with the key, and has as many rows as
 * its list says. Returns the list. Throws AppError invalid that names the first file that is not right.
 */
export async function checkBackup({ folder, root, key }: BackupPlace): Promise<Manifest> {
  const manifest = await readManifest(folder, key);
  const opens = keyFor(manifest, key);
  for (const { part, rows } of manifest.tables) {
    const found = await lines(readPart(folder, part, opens));
    if (found !== rows) throw new AppError("invalid", `${part.file} has ${found} rows in place of ${rows}.`);
  }
  for (const { part } of manifest.payloads) await checkPart(root, part, opens);
  if (manifest.secrets) await checkPart(folder, manifest.secrets, opens);
  return manifest;
}
