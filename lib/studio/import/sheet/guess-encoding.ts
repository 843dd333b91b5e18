import { open } from "node:fs/promises";
import { type Encoding, textIn } from "./encoding";
import { likeliness } from "./likely-script";

/** One way in which a file's bytes can be read, and how a few of its words look then. */
export type EncodingSample = { encoding: Encoding; words: string };

/** What a file's bytes show: the encoding they are most probably in, and the others where only a person can tell. */
export type EncodingGuess = { encoding: Encoding; samples: EncodingSample[] };

const BEGINNING = 256 * 1024;
const TOLD = 8192;
const SHOWN = 4;

/** In the order in which they count where nothing tells them apart. */
const CANDIDATES: readonly Encoding[] = [
  "windows-1252",
  "euc-kr",
  "shift_jis",
  "gb18030",
  "big5",
  "euc-jp",
  "windows-1251",
  "windows-1250",
  "windows-1254",
  "windows-1253",
  "windows-1257",
  "koi8-r",
];

function byMark(bytes: Buffer): Encoding | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without a mark: digits, commas and line feeds have a zero beside them, always on the same side. */
export function utf16ByZeros(bytes: Buffer): Encoding | null {
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const [most, least] = [Math.max(even, odd), Math.min(even, odd)];
  if (most < bytes.length / 40 || least > most / 20) return null;
  const encoding = even > odd ? "utf-16be" : "utf-16le";
  return textIn(bytes.subarray(0, bytes.length - (bytes.length % 2)), encoding) === null ? null : encoding;
}

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The lines that hold anything but ASCII, as far as they are looked at. */
function tellingLines(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  let [from, size] = [0, 0];
  while (from < bytes.length && size < TOLD) {
    const feed = bytes.indexOf(0x0a, from);
    const line = bytes.subarray(from, feed < 0 ? bytes.length : feed + 1);
    if (line.some((byte) => byte > 0x7f)) {
      lines.push(line);
      size += line.length;
    }
    from += line.length;
  }
  return Buffer.concat(lines);
}

const wordsIn = (text: string): string =>
  [...new Set(text.match(/[^\s,;|"]*[^\s,;|"\0-\x7f][^\s,;|"]*/gu) ?? [])].slice(0, SHOWN).join(" · ").slice(0, 120);

function byWords(bytes: Buffer): EncodingGuess {
  const telling = tellingLines(bytes);
  const scored = CANDIDATES.flatMap((encoding) => {
    const text = textIn(telling, encoding);
    return text === null ? [] : [{ encoding, words: wordsIn(text), ...likeliness(text, encoding) }];
  }).toSorted((a, b) => b.points - a.points);
  const [best] = scored;
  if (!best) return { encoding: "windows-1252", samples: [] };
  // Two encodings that give the same words are no question.
  const second = scored.find((one) => one.words !== best.words);
  // A few signs prove little: the more of them there are, the closer two readings may come.
  const sure = !second || (best.points - second.points) * best.signs >= 2;
  const close = scored
    .filter((one, at) => one.points > best.points / 3 && scored.findIndex(({ words }) => words === one.words) === at)
    .slice(0, 6);
  return {
    encoding: best.encoding,
    samples: sure || close.length < 2 ? [] : close.map(({ encoding, words }) => ({ encoding, words })),
  };
}

/**
 * The encoding that a file's beginning shows: by its mark, by its zeros, else UTF-8 where it holds, else the one in
 * which its words look like words. Where several do, `samples` shows each, for a person to choose.
 */
export async function guessEncoding(file: string): Promise<EncodingGuess> {
  const bytes = await beginningOf(file);
  const encoding = byMark(bytes) ?? utf16ByZeros(bytes) ?? (bytes.includes("\u001b$B") ? "iso-2022-jp" : null);
  if (encoding) return { encoding, samples: [] };
  return textIn(bytes, "utf-8") === null ? byWords(bytes) : { encoding: "utf-8", samples: [] };
}
