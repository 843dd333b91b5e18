import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";

export const Encoding = z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]);
export type Encoding = z.infer<typeof Encoding>;

export const encodingWord: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16, little end first",
  "utf-16be": "UTF-16, big end first",
  "windows-1252": "Windows-1252 (Western Europe)",
};

const BEGINNING = 256 * 1024;
// The five bytes that Windows-1252 leaves open; the decoder hands them on as control characters.
const UNDEFINED = /[\u0081\u008D\u008F\u0090\u009D]/;

function byMark(bytes: Buffer): Encoding | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

function byNul(bytes: Buffer): Encoding | null {
  const nul = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) nul[at % 2] = (nul[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nul;
  if (Math.max(even, odd) < bytes.length / 5) return null;
  return even > odd ? "utf-16be" : "utf-16le";
}

const readable = (bytes: Buffer, encoding: Encoding): boolean => {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** The encoding that a file's beginning shows: by its mark, by its zeros, else UTF-8 where it holds, else Windows-1252. */
export async function guessEncoding(file: string): Promise<Encoding> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
  await handle.close();
  const bytes = buffer.subarray(0, bytesRead);
  return byMark(bytes) ?? byNul(bytes) ?? (readable(bytes, "utf-8") ? "utf-8" : "windows-1252");
}

const linesIn = (text: string): number => text.split("\n").length - 1;

/** The first line whose bytes are no UTF-8. Asked once it is known that there is one. */
async function faultyLine(file: string): Promise<number> {
  let line = 1;
  let rest = Buffer.alloc(0);
  for await (const block of createReadStream(file)) {
    if (!Buffer.isBuffer(block)) continue;
    const bytes = Buffer.concat([rest, block]);
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      if (!isUtf8(bytes.subarray(from, end))) return line;
      line += 1;
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
  return line;
}

const wrong = (encoding: Encoding, line: number): AppError =>
  new AppError(
    "invalid",
    `Line ${line} is not ${encodingWord[encoding]}. Nothing was taken; choose the encoding in which the file was saved.`,
  );

/** A file's text block by block. Throws AppError invalid with the line that is not in the encoding. */
export async function* decoded(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  for await (const block of createReadStream(file)) {
    if (!Buffer.isBuffer(block)) continue;
    let text: string;
    try {
      text = decoder.decode(block, { stream: true });
    } catch {
      throw wrong(encoding, encoding === "utf-8" ? await faultyLine(file) : lines);
    }
    const at = encoding === "windows-1252" ? text.search(UNDEFINED) : -1;
    if (at >= 0) throw wrong(encoding, lines + linesIn(text.slice(0, at)));
    lines += linesIn(text);
    yield text;
  }
  try {
    yield decoder.decode();
  } catch {
    throw wrong(encoding, lines);
  }
}
