import { type Entry, openPromise, type ZipFile } from "yauzl";
import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";

/** An open workbook: its parts by name. Close it when done. */
export type ZipDirectory = { zip: ZipFile; entries: ReadonlyMap<string, Entry>; close: () => void };

const mega = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

const bomb = (name: string, why: string): AppError =>
  new AppError(
    "invalid",
    `${name} is packed so that it would unpack without bound (${why}). It is a zip bomb and was not read.`,
  );

/** What the directory promises is held to while reading: yauzl stops a part that unpacks beyond its stated size. */
function refuseBomb(name: string, entries: readonly Entry[]): void {
  const total = entries.reduce((sum, one) => sum + one.uncompressedSize, 0);
  if (total > limits.unpackedBytes) throw bomb(name, `${mega(total)}, and ${mega(limits.unpackedBytes)} are taken`);
  for (const { fileName, compressedSize, uncompressedSize } of entries)
    if (uncompressedSize > limits.ratioFromBytes && uncompressedSize > compressedSize * limits.unpackedRatio)
      throw bomb(name, `${fileName} grows ${Math.round(uncompressedSize / Math.max(compressedSize, 1))} times`);
}

async function listed(name: string, zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > limits.zipEntries)
    throw bomb(name, `${zip.entryCount} parts, and ${limits.zipEntries} are taken`);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

/** Opens a zip file by its directory. Throws AppError invalid for a bomb, a locked part or a broken directory. */
export async function openZip(file: string, name: string): Promise<ZipDirectory> {
  const broken = (): AppError =>
    new AppError(
      "invalid",
      `${name} is damaged: its directory cannot be read. Open it in Excel, save it again, and send that.`,
    );
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(() => {
    throw broken();
  });
  try {
    const entries = await listed(name, zip).catch((error: unknown) => {
      throw error instanceof AppError ? error : broken();
    });
    refuseBomb(name, entries);
    if (entries.some((one) => one.isEncrypted()))
      throw new AppError("invalid", `${name} is locked with a password. Take the password off, and send it again.`);
    return { zip, entries: new Map(entries.map((one) => [one.fileName, one])), close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}
