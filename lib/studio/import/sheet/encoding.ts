import { createReadStream } from "node:fs";
import { z } from "zod";
import { AppError } from "@/lib/kernel/error";

export const Encoding = z.enum([
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "windows-1257",
  "windows-1254",
  "windows-1251",
  "koi8-r",
  "windows-1253",
  "euc-kr",
  "shift_jis",
  "euc-jp",
  "iso-2022-jp",
  "gb18030",
  "big5",
  "windows-1255",
  "windows-1256",
  "windows-874",
  "windows-1258",
]);
export type Encoding = z.infer<typeof Encoding>;

export const encodingWord: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16, little end first",
  "utf-16be": "UTF-16, big end first",
  "windows-1252": "Windows-1252 (Western Europe)",
  "windows-1250": "Windows-1250 (Central Europe)",
  "windows-1257": "Windows-1257 (Baltic)",
  "windows-1254": "Windows-1254 (Turkish)",
  "windows-1251": "Windows-1251 (Cyrillic)",
  "koi8-r": "KOI8-R (Cyrillic)",
  "windows-1253": "Windows-1253 (Greek)",
  "euc-kr": "CP949, EUC-KR (Korean)",
  shift_jis: "Shift_JIS, CP932 (Japanese)",
  "euc-jp": "EUC-JP (Japanese)",
  "iso-2022-jp": "ISO-2022-JP (Japanese)",
  gb18030: "GBK, GB18030 (Chinese, simplified)",
  big5: "Big5, CP950 (Chinese, traditional)",
  "windows-1255": "Windows-1255 (Hebrew)",
  "windows-1256": "Windows-1256 (Arabic)",
  "windows-874": "Windows-874 (Thai)",
  "windows-1258": "Windows-1258 (Vietnamese)",
};

// Bytes that an encoding leaves open; its decoder hands them on as control characters.
const UNDEFINED = /[\u0080-\u0084\u0086-\u009F]/;

/** Text of bytes that hold nothing but this encoding; null where they do not. The last sign may be cut off. */
export function textIn(bytes: Buffer, encoding: Encoding): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return UNDEFINED.test(text) && !encoding.startsWith("utf") ? null : text;
  } catch {
    return null;
  }
}

const linesIn = (text: string): number => text.split("\n").length - 1;

/** The first line whose bytes are not in the encoding. Asked once it is known that there is one. */
async function faultyLine(file: string, encoding: Encoding): Promise<number> {
  let line = 1;
  let rest = Buffer.alloc(0);
  const holds = (bytes: Buffer) => {
    try {
      return !UNDEFINED.test(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    } catch {
      return false;
    }
  };
  for await (const block of createReadStream(file)) {
    if (!Buffer.isBuffer(block)) continue;
    const bytes = Buffer.concat([rest, block]);
    let from = 0;
    // No byte of a longer sign is a line feed, in any of the encodings that this is asked of.
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      if (!holds(bytes.subarray(from, end))) return line;
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
  const fault = async () => wrong(encoding, encoding.startsWith("utf-16") ? lines : await faultyLine(file, encoding));
  for await (const block of createReadStream(file)) {
    if (!Buffer.isBuffer(block)) continue;
    let text: string;
    try {
      text = decoder.decode(block, { stream: true });
    } catch {
      throw await fault();
    }
    if (!encoding.startsWith("utf") && UNDEFINED.test(text)) throw await fault();
    lines += linesIn(text);
    yield text;
  }
  try {
    yield decoder.decode();
  } catch {
    throw await fault();
  }
}
