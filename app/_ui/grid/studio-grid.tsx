"use client";

import Link from "next/link";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { AddRow } from "./add-row";
import { applyStamp, redo, type Spot, undo } from "./cell-acts";
import { CellLine } from "./cell-line";
import { CellPanel } from "./cell-panel";
import { GridSession, type GridStart } from "./grid-session";
import { GridSheet, visibleRows } from "./grid-sheet";
import styles from "./grid.module.css";
import { KeyHelp } from "./key-help";
import { PasteReportNotice } from "./paste-report";
import type { Area } from "./pasted";
import type { HeaderColumn } from "./row-header";
import { SavingTrouble, SavingWord } from "./saving-line";
import { StampBar } from "./stamp-bar";
import { blockText, spotsOf, useGridKeys } from "./use-grid-keys";
import { useGridSize } from "./use-grid-size";
import { useSessionState } from "./use-session";

type Props = GridStart & { headers: readonly HeaderColumn[] };

const never = () => () => undefined;

/** The grid of a dataset, once the page is alive in a browser. `key` it by the query: another query is another grid. */
export function StudioGrid(props: Props) {
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (alive) return <Work {...props} />;
  return (
    <p className={styles.loading} role="status">
      <span className="with-script">Opening the grid…</span>
      <span className="without-script">The grid needs script. Import and history work without it.</span>
    </p>
  );
}

/** Begins sending what waits, and looks again when somebody comes back to the tab. */
function useSession(start: GridStart): GridSession {
  const [session] = useState(() => new GridSession(start));
  useEffect(() => {
    void session.queue.begin();
    const back = () => {
      if (document.visibilityState !== "visible") return;
      session.queue.retry();
      void session.reload();
    };
    const online = () => session.queue.retry();
    document.addEventListener("visibilitychange", back);
    window.addEventListener("online", online);
    window.addEventListener("focus", online);
    return () => {
      session.rows.stop();
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("online", online);
      window.removeEventListener("focus", online);
    };
  }, [session]);
  return session;
}

function Tools({ session, area, onAdd }: { session: GridSession; area: Area | null; onAdd: () => void }) {
  const { saving, draft, missing, troubles } = useSessionState(session);
  const waits = session.queue.acts.length > 0;
  const lacking = [
    missing.source > 0 ? `${missing.source} without a source` : "",
    missing.reason > 0 ? `${missing.reason} without a reason` : "",
    troubles > 0 ? `${troubles} not taken` : "",
  ].filter((one) => one !== "");
  return (
    <div className={styles.tools} role="toolbar" aria-label="Grid">
      <SavingWord saving={saving} />
      {draft && draft.cells > 0 ? (
        <span>
          <Link href={`/studio/drafts/${draft.id}`} prefetch={false}>
            Your draft: {draft.cells.toLocaleString("en-US")} {draft.cells === 1 ? "value" : "values"}
          </Link>
          {lacking.length > 0 ? <span className={styles.warn}> {lacking.join(", ")}</span> : null}
        </span>
      ) : (
        <span className={styles.muted}>Nothing drafted yet{lacking.length > 0 ? `; ${lacking.join(", ")}` : ""}</span>
      )}
      <span className={styles.space} />
      <button type="button" onClick={() => undo(session)} disabled={!draft?.canUndo && !waits}>
        Undo
      </button>
      <button type="button" onClick={() => redo(session)} disabled={!draft?.canRedo}>
        Redo
      </button>
      <button
        type="button"
        disabled={!area || !("clipboard" in navigator)}
        onClick={() => {
          if (area)
            void navigator.clipboard
              .writeText(blockText(session, area, true))
              .then(() => session.remark("Copied with headings."));
        }}
      >
        Copy with headings
      </button>
      <button type="button" onClick={onAdd} disabled={session.start.locked !== null}>
        Add a row
      </button>
    </div>
  );
}

function Remarks({ session }: { session: GridSession }) {
  const { saving, remark, pasted, failed } = useSessionState(session);
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
      {pasted ? <PasteReportNotice session={session} report={pasted} /> : null}
    </>
  );
}

function Work({ headers, ...start }: Props) {
  const session = useSession(start);
  const { columns } = useSessionState(session);
  const grid = useRef<DataSheetGridRef>(null);
  const [area, setArea] = useState<Area | null>(null);
  const [adding, setAdding] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const size = useGridSize(frame);
  useGridKeys(session, grid, visibleRows(size.height));
  // Leaving the sheet for the panel keeps what was selected.
  const onArea = useCallback((next: Area | null) => setArea((before) => next ?? before), []);
  const column = area ? columns[area.left] : undefined;
  const spot: Spot | null = area && column ? { index: area.top, column: column.period } : null;
  const selected = area ? (area.bottom - area.top + 1) * (area.right - area.left + 1) : 0;
  const apply = () => {
    if (!area) return;
    const changed = applyStamp(session, spotsOf(session, area));
    session.remark(changed > 0 ? null : "Nothing is proposed in the selection that this would change.");
  };
  const added = (index: number | null) => {
    setAdding(false);
    // The component sees the new row with its next drawing.
    if (index !== null)
      setTimeout(() => grid.current?.setActiveCell({ col: Math.max(0, columns.length - 4), row: index }));
  };
  return (
    <div className={styles.work}>
      <Tools session={session} area={area} onAdd={() => setAdding(!adding)} />
      {session.start.locked === null ? (
        <StampBar session={session} selected={selected} narrow={size.narrow} onApply={apply} />
      ) : null}
      {adding ? <AddRow session={session} like={(area && session.row(area.top)?.dims) ?? {}} onAdded={added} /> : null}
      <Remarks session={session} />
      <CellLine session={session} spot={spot} />
      <div className={styles.split} ref={frame}>
        <GridSheet session={session} grid={grid} headers={headers} size={size} onArea={onArea} />
        <div className={styles.side}>
          {spot && selected === 1 ? (
            <CellPanel key={`${spot.index} ${spot.column}`} session={session} spot={spot} />
          ) : (
            <p className={styles.muted}>
              {selected > 1
                ? `${selected.toLocaleString("en-US")} cells are selected.`
                : "Select a cell to see what is known of it."}
            </p>
          )}
        </div>
      </div>
      <KeyHelp />
    </div>
  );
}
