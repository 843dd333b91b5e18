"use client";

import Link from "next/link";
import { redo, undo } from "./cell-acts";
import frame from "./frame.module.css";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { setBars, useBars } from "./kept-bars";
import { PLAIN } from "./kept-layout";
import { PasteReportNotice } from "./paste-report";
import type { Area } from "./pasted";
import { SavingTrouble, SavingWord } from "./saving-line";
import { blockText } from "./selected-cells";
import { useSessionState } from "./use-session";
import { unreadIn, withRows } from "./with-rows";

type Props = {
  session: GridSession;
  area: Area | null;
  onAdd: () => void;
  onFind: () => void;
  onHelp: () => void;
};

function DraftWord({ session }: { session: GridSession }) {
  const { draft, missing, troubles } = useSessionState(session);
  const lacking = [
    missing.source > 0 ? `${missing.source} without a source` : "",
    missing.reason > 0 ? `${missing.reason} without a reason` : "",
    troubles > 0 ? `${troubles} not taken` : "",
  ].filter((one) => one !== "");
  if (!draft || draft.cells === 0)
    return (
      <span className={styles.muted}>Nothing drafted yet{lacking.length > 0 ? `; ${lacking.join(", ")}` : ""}</span>
    );
  return (
    <span>
      <Link href={`/studio/drafts/${draft.id}`} prefetch={false}>
        Your draft: {draft.cells.toLocaleString("en-US")} {draft.cells === 1 ? "value" : "values"}
      </Link>
      {lacking.length > 0 ? <span className={styles.warn}> {lacking.join(", ")}</span> : null}
    </span>
  );
}

/** What is out of sight or laid out otherwise, and the way back. */
function LayoutWord({ session }: { session: GridSession }) {
  const { layout } = useSessionState(session);
  if (layout === PLAIN) return null;
  const { hidden, frozen, names, widths } = layout;
  if (hidden.length > 0)
    return (
      <button type="button" onClick={() => session.setLayout({ hidden: [] })}>
        Show {hidden.length} hidden {hidden.length === 1 ? "column" : "columns"}
      </button>
    );
  if (frozen.length + Object.keys(names).length + Object.keys(widths).length === 0) return null;
  return (
    <button type="button" onClick={() => session.setLayout(PLAIN)} title="Widths and frozen columns as they were">
      Reset columns
    </button>
  );
}

/** How saving stands, the draft, and what can be done with the sheet as a whole. */
export function GridTools({ session, area, onAdd, onFind, onHelp }: Props) {
  const { saving, draft } = useSessionState(session);
  const bars = useBars();
  const waits = session.queue.acts.length > 0;
  const copy = () => {
    if (area && unreadIn(session, area) > 0)
      void withRows(session, area, () => session.remark("All rows of the selection are read now: copy again."));
    else if (area)
      void navigator.clipboard
        .writeText(blockText(session, area, true))
        .then(() => session.remark("Copied with headings."));
  };
  return (
    <div className={styles.tools} role="toolbar" aria-label="Grid">
      <SavingWord saving={saving} />
      <DraftWord session={session} />
      <span className={styles.space} />
      <LayoutWord session={session} />
      <button type="button" onClick={() => undo(session)} disabled={!draft?.canUndo && !waits}>
        Undo
      </button>
      <button type="button" onClick={() => redo(session)} disabled={!draft?.canRedo}>
        Redo
      </button>
      <button type="button" onClick={onFind} title="Ctrl-F">
        Find
      </button>
      <button type="button" disabled={!area || !("clipboard" in navigator)} onClick={copy}>
        Copy with headings
      </button>
      <button type="button" onClick={onAdd} disabled={session.start.locked !== null}>
        Add a row
      </button>
      <button
        type="button"
        className={frame.wideOnly}
        aria-pressed={bars.panel}
        onClick={() => setBars({ panel: !bars.panel })}
        title="Ctrl-Shift-P"
      >
        Panel
      </button>
      <button type="button" onClick={onHelp} aria-label="Keys, marks, numbers" title="Keys, marks, numbers: ?">
        ?
      </button>
    </div>
  );
}

/** What went wrong or was done, in sentences; nothing where all is well. */
export function Remarks({ session }: { session: GridSession }) {
  const { saving, remark, doubts = [], pasted, failed } = useSessionState(session);
  return (
    <>
      <SavingTrouble session={session} saving={saving} />
      {session.start.locked === null ? null : <p className={styles.told}>{session.start.locked}</p>}
      {failed ? (
        <p className={styles.alert} role="alert">
          Some rows could not be read: {failed}{" "}
          <button type="button" onClick={() => void session.reload()}>
            Read again
          </button>
        </p>
      ) : null}
      {remark ? (
        <p className={styles.told} role="status">
          {remark}
        </p>
      ) : null}
      {doubts.map(({ message, cells }) => (
        <p key={message} className={styles.alert} role="alert">
          {message}
          {cells > 1 ? ` ${cells.toLocaleString("en-US")} cells.` : ""} Choose another source or series; left as it is,
          its reviewer has to answer.
        </p>
      ))}
      {pasted ? <PasteReportNotice session={session} report={pasted} /> : null}
    </>
  );
}
