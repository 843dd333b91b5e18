import { AppError } from "@/lib/kernel/error";
import type { ZipDirectory } from "../file/zip-directory";

const damaged = (part: string, how: string): AppError =>
  new AppError("invalid", `The workbook is damaged: ${part} ${how}. Save it again in Excel, and send that.`);

/** XML is UTF-8 but where its first bytes say UTF-16. */
const encodingOf = (block: Buffer): string =>
  block[0] === 0xff && block[1] === 0xfe ? "utf-16le" : block[0] === 0xfe && block[1] === 0xff ? "utf-16be" : "utf-8";

/**
 * The text of one part of a workbook, block by block. Throws AppError invalid where the part is missing, or unpacks to
 * something else than its directory says.
 */
export async function* partText({ zip, entries }: ZipDirectory, part: string): AsyncGenerator<string> {
  const entry = entries.get(part);
  if (!entry) throw damaged(part, "is missing");
  const blocks = (async function* () {
    try {
      for await (const block of await zip.openReadStreamPromise(entry)) if (Buffer.isBuffer(block)) yield block;
    } catch {
      throw damaged(part, "does not unpack to what its directory says");
    }
  })();
  let decoder: TextDecoder | null = null;
  for await (const block of blocks) {
    decoder ??= new TextDecoder(encodingOf(block));
    yield decoder.decode(block, { stream: true });
  }
  if (decoder) yield decoder.decode();
}
