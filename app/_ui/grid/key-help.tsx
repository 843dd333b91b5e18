"use client";

import type { RefObject } from "react";
import styles from "./grid.module.css";

const KEYS: readonly (readonly [string, string])[] = [
  ["Arrows, Tab, Enter", "move; with Shift select"],
  ["Ctrl-arrows", "to the edge of data; with Shift select as far"],
  ["Home, End, Page keys", "the ends of a row, a page; with Ctrl the corners; with Shift select as far"],
  ["Ctrl-Space, Shift-Space", "select the column, the row; Ctrl-A everything"],
  ["F2, Enter or typing", "edit; Escape leaves the cell as it was"],
  ["Ctrl-Enter", "while typing: into every selected cell"],
  [
    "Ctrl-C, Ctrl-X, Ctrl-V",
    "copy, cut, paste; a block with names and periods finds its rows and columns, new rows too",
  ],
  ["Ctrl-D, Ctrl-R", "fill down, fill right; with Shift up and left; or draw the handle at the selection's corner"],
  ["Ctrl-Z, Ctrl-Y", "undo and do again (also Ctrl-Shift-Z), wherever you are, also what was done in another session"],
  ["Delete", "take a proposal back; on a published value, propose to withdraw it"],
  ["Ctrl-F, Ctrl-H", "find, find and replace; F3 and Shift-F3 go on"],
  ["Alt-Down", "the menu of the column: order, filter, freeze, width, hide; left and right go to the next column's"],
  ["Ctrl-Shift-F, Ctrl-Shift-P", "more or fewer bars, the panel beside the sheet"],
  ["?", "this list"],
];

const MARKS: readonly (readonly [string, string])[] = [
  ["◤", "proposed in your draft; hollow while it is not saved"],
  ["?", "lacks a source or a reason"],
  ["!", "not taken, the reason is in the panel"],
  ["≠", "changed elsewhere meanwhile: choose one"],
  ["↻", "what is published has changed since"],
  ["◇", "your own draft that waits for review or publication has this cell"],
  ["◆", "somebody else's draft has this cell too"],
  ["dashed frame", "a colleague is in this cell now"],
];

function Pairs({ pairs }: { pairs: readonly (readonly [string, string])[] }) {
  return (
    <dl className={styles.keys}>
      {pairs.map(([term, words]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The keys and marks of the grid, and how numbers may be written; opened by `?`. */
export function KeyHelp({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} className={styles.help} aria-label="Keys, marks, numbers">
      <div className={styles.helpBody}>
        <form method="dialog" className={styles.helpHead}>
          <h2>Keys, marks, numbers</h2>
          <button type="submit">Close</button>
        </form>
        <Pairs pairs={KEYS} />
        <Pairs pairs={MARKS} />
        <p>
          Numbers as they come: <code>$10.2B</code>, <code>45%</code>, <code>1,234</code>, <code>(12)</code>,{" "}
          <code>60-65</code>, <code>&gt;60</code>, <code>~62</code>, <code>62.5E</code> with a status behind it. An
          empty cell, <code>n/a</code> or a dash is no value, never zero. Arithmetic: <code>=1200*1.15</code>,{" "}
          <code>=(3+4)/2</code>, <code>=10.2B+1.1B</code>; the result is kept.
        </p>
      </div>
    </dialog>
  );
}
