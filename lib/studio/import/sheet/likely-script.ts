import type { Encoding } from "./encoding";

/** How much text looks like text, from 0 to 1, and how many signs beyond ASCII say so. */
export type Likeliness = { points: number; signs: number };

/** The signs of one stretch of an encoding's table, which its language uses most. */
function stretch(encoding: Encoding, [first, last]: Bytes, [from, to]: Bytes): Set<string> {
  const signs = new Set<string>();
  const decoder = new TextDecoder(encoding);
  for (let lead = first; lead <= last; lead++)
    for (let trail = from; trail <= to; trail++) signs.add(decoder.decode(Uint8Array.of(lead, trail)));
  return signs;
}

type Bytes = [number, number];

/** Where the common signs of the languages stand that write with thousands of them: first bytes, then second ones. */
const STRETCHES = new Map<Encoding, [Bytes, Bytes]>([
  [
    "euc-kr",
    [
      [0xb0, 0xc8],
      [0xa1, 0xfe],
    ],
  ],
  [
    "gb18030",
    [
      [0xb0, 0xd7],
      [0xa1, 0xfe],
    ],
  ],
  [
    "big5",
    [
      [0xa4, 0xc6],
      [0x40, 0xfe],
    ],
  ],
  [
    "shift_jis",
    [
      [0x88, 0x97],
      [0x40, 0xfc],
    ],
  ],
  [
    "euc-jp",
    [
      [0xb0, 0xcf],
      [0xa1, 0xfe],
    ],
  ],
]);
const known = new Map<Encoding, Set<string>>();

function commonIn(encoding: Encoding): ReadonlySet<string> {
  const standing = known.get(encoding);
  const [leads, trails] = STRETCHES.get(encoding) ?? [
    [1, 0],
    [1, 0],
  ];
  const signs = standing ?? stretch(encoding, leads ?? [1, 0], trails ?? [1, 0]);
  known.set(encoding, signs);
  return signs;
}

const KANA = /[\u3040-\u30ff]/;
const PLAIN_SIGN = /[\u3000-\u303f\uff01-\uff60\u2010-\u2027\u2030-\u205e°±×·㎡℃]/;

/** How likely one sign is in the language that an encoding of many signs is made for. */
function likelySign(sign: string, encoding: Encoding): number {
  if (PLAIN_SIGN.test(sign)) return 0.8;
  const japanese = encoding === "shift_jis" || encoding === "euc-jp";
  if (KANA.test(sign)) return japanese ? 1 : 0.2;
  if (!/[\p{Script=Han}\p{Script=Hangul}]/u.test(sign)) return 0.1;
  if (commonIn(encoding).has(sign)) return encoding === "euc-kr" ? 1 : 0.8;
  return encoding === "euc-kr" && /\p{Script=Han}/u.test(sign) ? 0.3 : 0.1;
}

const WORDS = /[^\s,;|"]+/gu;
const LETTERS = /^[\p{L}\p{M}\d'’&./()%+\-–:_]+$/u;
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
// Letters of few languages, whose bytes are common letters in other encodings.
const RARE = /[þðÞÐÝýŸ¿ľ]/u;

/** How likely a word with other letters than those of ASCII is in a language that writes with an alphabet. */
function likelyWord(word: string): number {
  if (!/\p{L}/u.test(word)) return /^[\d\s.,+\-€£¥°±²³–—…•%()]+$/u.test(word) ? 0.8 : 0.2;
  if (!LETTERS.test(word)) return 0.2;
  if (SCRIPTS.filter((script) => script.test(word)).length > 1) return 0.2;
  const foreign = /[^\0-\x7f]/u;
  const latin = /\p{Script=Latin}/u.test(word);
  if (latin && /[^\0-\x7f]{3}/u.test(word)) return 0.1;
  // Capitals behind small letters are a sign of the wrong table; of ASCII alone they may be a name.
  const turns = [...word.matchAll(/\p{Ll}(\p{Lu})/gu)].some(([pair]) => foreign.test(pair));
  if (turns) return 0.15;
  if (RARE.test(word)) return 0.4;
  const capitals = word.length > 2 && word === word.toUpperCase();
  return (capitals ? 0.7 : 1) * (/\p{Script=Greek}/u.test(word) ? 0.9 : 1);
}

/** How well bytes read in one encoding look like what people write in it. */
export function likeliness(text: string, encoding: Encoding): Likeliness {
  let [sum, signs] = [0, 0];
  for (const [word] of text.matchAll(WORDS)) {
    const foreign = Array.from(word).filter((sign) => sign > "\x7f");
    if (foreign.length === 0) continue;
    signs += foreign.length;
    if (STRETCHES.has(encoding)) for (const sign of foreign) sum += likelySign(sign, encoding);
    else sum += likelyWord(word) * foreign.length;
  }
  return { points: signs === 0 ? 0 : sum / signs, signs };
}
