// Joiners, marks of direction, soft hyphens and the mark that begins a file: nobody sees them, and no name means them.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const WIDE = /[\uff01-\uff5e]/g;

// What nearly every cell is: nothing in it is to be made plain.
const PRINTABLE = /^[ -~]*$/;

/**
 * A text as a person sees it: without characters that do not show, every kind of blank as a blank, and the wide forms
 * of East Asian keyboards as the plain ones. Superscripts stay, since they are marks and not digits.
 */
export function plainText(raw: string): string {
  if (PRINTABLE.test(raw)) return raw.trim();
  return raw
    .replace(INVISIBLE, "")
    .replace(BLANKS, " ")
    .replace(WIDE, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .trim();
}

/** The digits of other scripts as ours, with the signs that stand between them: `٢١٫٥` is 21.5. */
export function plainDigits(text: string): string {
  if (PRINTABLE.test(text) || !/[^\d\P{Nd}]/u.test(text)) return text;
  return text
    .replace(/[^\d\P{Nd}]/gu, (one) => {
      // Every script has its ten digits side by side.
      let zero = one.codePointAt(0) ?? 0;
      while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && (one.codePointAt(0) ?? 0) - zero < 9) zero -= 1;
      return String((one.codePointAt(0) ?? 0) - zero);
    })
    .replace(/\u066b/g, ".")
    .replace(/\u066c/g, ",")
    .replace(/\u066a/g, "%");
}

/** Why a text cannot be kept: the store takes neither a NUL nor half a character. Null where it can be. */
export function unkeepable(text: string): string | null {
  if (text.includes("\0")) return "it holds a NUL character (in a workbook “_x0000_”), which cannot be kept";
  if (/\p{Cs}/u.test(text)) return "it holds half of a character (a lone surrogate), which cannot be kept";
  return null;
}
