// Joiners, marks of direction, soft hyphens and the mark that begins a file: nobody sees them, and no name means them.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const WIDE = /[\uff01-\uff5e]/g;

/**
 * A text as a person sees it: without characters that do not show, every kind of blank as a blank, and the wide forms
 * of East Asian keyboards as the plain ones. Superscripts stay, since they are marks and not digits.
 */
export function plainText(raw: string): string {
  return raw
    .replace(INVISIBLE, "")
    .replace(BLANKS, " ")
    .replace(WIDE, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .trim();
}

/** Why a text cannot be kept: the store takes neither a NUL nor half a character. Null where it can be. */
export function unkeepable(text: string): string | null {
  if (text.includes("\0")) return "it holds a NUL character (in a workbook “_x0000_”), which cannot be kept";
  if (/\p{Cs}/u.test(text)) return "it holds half of a character (a lone surrogate), which cannot be kept";
  return null;
}
