import { EMPTY, type SheetCell } from "./sheet-row";

// Marks of direction and order, blanks without width, soft hyphens: no one sees them, and names do not match for them.
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
// Joiners shape letters of some scripts and pictures; beside anything else they are left over from a web page.
const STRAY_JOINER =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\ufe0f])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{L}\p{Extended_Pictographic}])|(?<=\p{ASCII})[\u200c\u200d]+|[\u200c\u200d]+(?=\p{ASCII})/gu;
const CONTROL = /[^\P{Cc}\t\n\r]|\p{Surrogate}/u;

// Written so that no combining mark stands in the class.
const BEYOND_LATIN = /\u00ad|[^\p{ASCII}\u0080-\u02ff]/u;

/** Text without the signs that nobody sees, and how many of them there were. */
export function withoutUnseen(text: string): { text: string; unseen: number } {
  // Nearly every cell has none; one cheap look is enough to know.
  if (!BEYOND_LATIN.test(text)) return { text, unseen: 0 };
  const clean = text.replace(UNSEEN, "").replace(STRAY_JOINER, "");
  return { text: clean, unseen: text.length - clean.length };
}

/** Signs that cannot be shown or kept, made visible: U+0000 as ␀. */
const visible = (text: string): string =>
  text.replace(new RegExp(CONTROL, "gu"), (sign) =>
    sign < " " ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : "�",
  );

const codeOf = (sign: string): string => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

/** What is wrong with a text that cannot be kept; null where it can. */
function unkept(text: string): string | null {
  const sign = CONTROL.exec(text)?.[0];
  if (sign !== undefined)
    return sign >= "\ud800"
      ? `the cell holds half of a character (${codeOf(sign)}), which cannot be kept`
      : `the cell holds a control character (${codeOf(sign)}), which cannot be kept`;
  return text.includes("�") ? "the cell holds “�”: a character was lost before the file came here" : null;
}

// What nearly every cell is: there is nothing to take off and nothing to refuse.
const PRINTABLE = /^[ -~]*$/;

/**
 * Text of a file as a cell: nothing but blanks is empty, signs that nobody sees are taken off and counted, and text
 * that cannot be kept is a fault of this cell alone.
 */
export function textCell(written: string, onUnseen?: (count: number) => void): SheetCell {
  if (PRINTABLE.test(written)) return written.trim() === "" ? EMPTY : { kind: "text", text: written };
  const { text, unseen } = withoutUnseen(written);
  if (unseen > 0) onUnseen?.(unseen);
  if (text.trim() === "") return EMPTY;
  const reason = unkept(text);
  return reason === null ? { kind: "text", text } : { kind: "fault", text: visible(text), reason };
}
