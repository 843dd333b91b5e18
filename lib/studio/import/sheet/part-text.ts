import { StringDecoder } from "node:string_decoder";
import { AppError } from "@/lib/kernel/error";
import type { ZipDirectory } from "../file/zip-directory";

const damaged = (part: string, how: string): AppError =>
  new AppError("invalid", `The workbook is damaged: ${part} ${how}. Save it again in Excel, and send that.`);

/**
 * The text of one part of a workbook, block by block. Throws AppError invalid where the part is missing, or unpacks to
 * something else than its directory says.
 */
export async function* partText({ zip, entries }: ZipDirectory, part: string): AsyncGenerator<string> {
  const entry = entries.get(part);
  if (!entry) throw damaged(part, "is missing");
  const decoder = new StringDecoder("utf8");
  const blocks = (async function* () {
    try {
      for await (const block of await zip.openReadStreamPromise(entry)) if (Buffer.isBuffer(block)) yield block;
    } catch {
      throw damaged(part, "does not unpack to what its directory says");
    }
  })();
  for await (const block of blocks) yield decoder.write(block);
  yield decoder.end();
}
