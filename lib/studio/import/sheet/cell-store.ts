import { textCell } from "./clean-text";
import type { Seen } from "./seen";
import type { SheetCell } from "./sheet-row";

const MOST = 20_000;
const LONGEST = 60;

/**
 * Makes cells of texts, and one cell of all that say the same: a table repeats its names, days and words from row to
 * row. What signs were taken off is told to `seen` for each of them.
 */
export function cellStore(seen: Seen): (text: string) => SheetCell {
  const kept = new Map<string, SheetCell>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    const before = seen.unseen;
    const cell = textCell(text, seen.onUnseen);
    if (seen.unseen === before && kept.size < MOST && text.length <= LONGEST) kept.set(text, cell);
    return cell;
  };
}
