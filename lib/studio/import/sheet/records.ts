/** A record of a text table: its cells and the lines that it fills, or why its first line cannot be parted into cells. */
export type TextRecord = { cells: string[]; lines: number; refused?: string };

/** What stands at one place of a text: a record and where the next one begins, or that more text is needed. */
type Taken = { record: TextRecord; end: number } | "more";

const QUOTE = 34;
const CR = 13;
const LF = 10;
const MOST_QUOTED = 65_536;

/** Where a line that begins or goes on at `at` ends: its break's place and length; length 0 at the end of the text. */
function breakAt(text: string, at: number): { at: number; length: number } {
  for (let place = at; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === LF) return { at: place, length: 1 };
    if (code === CR) return { at: place, length: text.charCodeAt(place + 1) === LF ? 2 : 1 };
  }
  return { at: text.length, length: 0 };
}

type Quoted = { text: string; end: number; lines: number } | { refused: string } | "more";

/** A cell in quotation marks that begins at `at`; a doubled mark is one that is meant. */
function takeQuoted(text: string, at: number, delimiter: string, ended: boolean): Quoted {
  let [from, cell] = [at + 1, ""];
  for (;;) {
    const mark = text.indexOf('"', from);
    if (mark < 0 || mark - at > MOST_QUOTED)
      return !ended && text.length - at <= MOST_QUOTED
        ? "more"
        : { refused: "a quotation mark is opened and never closed" };
    cell += text.slice(from, mark);
    if (mark + 1 >= text.length && !ended) return "more";
    const next = text[mark + 1];
    if (next === '"') {
      cell += '"';
      from = mark + 2;
    } else if (next === undefined || next === delimiter || next === "\n" || next === "\r") {
      const lines = cell.match(/\r\n|\r|\n/g)?.length ?? 0;
      return { text: cell, end: mark + 1, lines };
    } else
      return {
        refused:
          cell.includes("\n") || cell.includes("\r")
            ? "a quotation mark is opened and never closed"
            : `a quotation mark closes before “${next}${text.slice(mark + 2, mark + 12).split(/[\r\n]/)[0]}”, where the cell goes on`,
      };
  }
}

/** The line at `at` alone, parted without regard to quotation marks, and refused. */
function refusedLine(text: string, at: number, delimiter: string, ended: boolean, refused: string): Taken {
  const end = breakAt(text, at);
  // A carriage return at the end may have its line feed in what follows.
  if (!ended && end.at + end.length >= text.length && text[end.at + end.length - 1] !== "\n") return "more";
  const record = { cells: text.slice(at, end.at).split(delimiter), lines: 1, refused };
  return { record, end: end.at + end.length };
}

/**
 * The record that begins at `at`. A quotation mark within a cell that does not begin with one is a sign as any other,
 * as in `24" rack`. Where a cell in quotation marks does not end as one has to, its line alone is refused, and the
 * next record begins with the next line. `ended` tells that no more text follows.
 */
export function takeRecord(text: string, at: number, delimiter: string, ended: boolean): Taken {
  const parting = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let [from, lines] = [at, 1];
  for (;;) {
    if (text.charCodeAt(from) === QUOTE) {
      const quoted = takeQuoted(text, from, delimiter, ended);
      if (quoted === "more") return quoted;
      if ("refused" in quoted) return refusedLine(text, at, delimiter, ended, quoted.refused);
      cells.push(quoted.text);
      lines += quoted.lines;
      from = quoted.end;
    } else {
      let end = from;
      for (let code = text.charCodeAt(end); end < text.length; code = text.charCodeAt(++end))
        if (code === parting || code === LF || code === CR) break;
      cells.push(text.slice(from, end));
      from = end;
    }
    if (from >= text.length) return ended ? { record: { cells, lines }, end: from } : "more";
    const code = text.charCodeAt(from);
    if (code === CR && from + 1 >= text.length && !ended) return "more";
    if (code !== parting) return { record: { cells, lines }, end: from + breakAt(text, from).length };
    from += 1;
  }
}
