import styles from "./grid.module.css";

const KEYS: readonly (readonly [string, string])[] = [
  ["Arrows, Tab, Enter", "move; with Shift select, with Ctrl to the end"],
  ["F2, Enter or typing", "edit; Escape leaves the cell as it was"],
  [
    "Ctrl-C, Ctrl-X, Ctrl-V",
    "copy, cut, paste; a block with names and periods finds its rows and columns, new rows too",
  ],
  ["Ctrl-Z, Ctrl-Y", "undo and do again, also what was done in another session"],
  ["Ctrl-D, Ctrl-R", "fill down, fill right; or draw the handle at the selection's corner"],
  ["Delete", "take a proposal back; on a published value, propose to withdraw it"],
  ["Page keys, Home, End", "a page, the ends of a row; with Ctrl the corners"],
];

const MARKS: readonly (readonly [string, string])[] = [
  ["◤", "proposed in your draft; hollow while it is not saved"],
  ["?", "lacks a source or a reason"],
  ["!", "not taken, the reason is in the panel"],
  ["≠", "changed elsewhere meanwhile: choose one"],
  ["↻", "what is published has changed since"],
  ["◇", "your own draft that waits for review or publication has this cell"],
  ["◆", "somebody else's draft has this cell too"],
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

/** The keys and marks of the grid, and how numbers may be written. */
export function KeyHelp() {
  return (
    <details className={styles.help}>
      <summary id="grid-keys">Keys, marks, numbers</summary>
      <div className={styles.helpBody}>
        <Pairs pairs={KEYS} />
        <Pairs pairs={MARKS} />
        <p>
          Numbers as they come: <code>$10.2B</code>, <code>45%</code>, <code>1,234</code>, <code>(12)</code>,{" "}
          <code>60-65</code>, <code>&gt;60</code>, <code>~62</code>, <code>62.5E</code> with a status behind it. An
          empty cell, <code>n/a</code> or a dash is no value, never zero.
        </p>
      </div>
    </details>
  );
}
