"use client";

import dynamic from "next/dynamic";
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { DataSheetGridRef } from "react-datasheet-grid";
import { flushSync } from "react-dom";
import { AddRow } from "./add-row";
import { applyStamp, type Spot } from "./cell-acts";
import { CellLine } from "./cell-line";
import { CellPanel } from "./cell-panel";
import { FindBar } from "./find-bar";
import frame from "./frame.module.css";
import type { GridSession, GridStart } from "./grid-session";
import { GridSheet, visibleRows } from "./grid-sheet";
import { GridTools, Remarks } from "./grid-tools";
import styles from "./grid.module.css";
import { type GridAddress, HeadAddress, type OpenHead } from "./head-address";
import { neighbourOf } from "./head-places";
import { useBars } from "./kept-bars";
import { PastePreview } from "./paste-preview";
import { KeyHelp } from "./key-help";
import type { Area } from "./pasted";
import { PresenceLine } from "./presence-line";
import type { HeaderColumn } from "./header-widths";
import { sizeOf, spotsOf } from "./selected-cells";
import { SelectionLine } from "./selection-line";
import { StampBar } from "./stamp-bar";
import { useGridKeys } from "./use-grid-keys";
import { useGridSize } from "./use-grid-size";
import { useAnchor } from "./use-anchor";
import { useLiveSession } from "./use-live-session";
import { useSearch } from "./use-search";
import { useSessionState } from "./use-session";
import { withRows } from "./with-rows";

type Props = GridStart & { headers: readonly HeaderColumn[]; address: GridAddress };

// What is opened now and then is loaded then.
const HeadMenu = dynamic(() => import("./head-menu").then((one) => one.HeadMenu));

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

/** What is known of the selected cell, beside the sheet. */
function Side({ session, spot, selected }: { session: GridSession; spot: Spot | null; selected: number }) {
  return (
    <div className={frame.side} data-panel>
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
  );
}

function Work({ headers, address, ...start }: Props) {
  const { session, watch } = useLiveSession(start);
  const { columns } = useSessionState(session);
  const grid = useRef<DataSheetGridRef>(null);
  const [area, setArea] = useState<Area | null>(null);
  const [adding, setAdding] = useState(false);
  const [head, setHead] = useState<OpenHead | null>(null);
  const moveHead = useCallback(
    (way: 1 | -1) => setHead((open) => open && neighbourOf(session, headers, open, way)),
    [session, headers],
  );
  const closeHead = useCallback(() => setHead(null), []);
  const help = useRef<HTMLDialogElement>(null);
  const openHelp = useCallback(() => help.current?.showModal(), []);
  const bars = useBars();
  const room = useRef<HTMLDivElement>(null);
  const size = useGridSize(room);
  const search = useSearch(session, grid);
  const [finding, setFinding] = useState(false);
  const find = useCallback(() => {
    // At once: what is typed next belongs into it and not into the cell.
    flushSync(() => setFinding(true));
    document.querySelector<HTMLInputElement>("input[name=find]")?.focus();
  }, []);
  const closeFind = useCallback(() => setFinding(false), []);
  const calls = useMemo(
    () => ({ help: openHelp, head: setHead, find, again: (way: 1 | -1) => search.go(way) }),
    [openHelp, find, search],
  );
  useGridKeys({ session, grid, page: visibleRows(size.height), calls });
  // Leaving the sheet for the panel keeps what was selected.
  const onArea = useCallback((next: Area | null) => setArea((before) => next ?? before), []);
  const column = area ? columns[area.left] : undefined;
  const spot: Spot | null = area && column ? { index: area.top, column: column.period } : null;
  const selected = area ? sizeOf(area) : 0;
  useAnchor({ session, watch, grid, spot });
  const apply = () => {
    if (!area) return;
    void withRows(session, area, () => {
      const changed = applyStamp(session, spotsOf(session, area));
      session.remark(changed > 0 ? null : "Nothing is proposed in the selection that this would change.");
    });
  };
  const added = (index: number | null) => {
    setAdding(false);
    // The component sees the new row with its next drawing.
    if (index !== null)
      setTimeout(() => grid.current?.setActiveCell({ col: Math.max(0, columns.length - 4), row: index }));
  };
  const goTo = (index: number, period: string) =>
    grid.current?.setActiveCell({
      col: Math.max(
        0,
        columns.findIndex((one) => one.period === period),
      ),
      row: index,
    });
  const panel = bars.panel || size.narrow;
  return (
    <HeadAddress address={address} open={setHead}>
      <div className={`${styles.work} ${frame.work}`}>
        <GridTools session={session} area={area} onAdd={() => setAdding(!adding)} onFind={find} onHelp={openHelp} />
        {session.start.locked === null ? (
          <StampBar session={session} selected={selected} narrow={size.narrow} thin={!bars.full} onApply={apply} />
        ) : null}
        {adding ? (
          <AddRow session={session} like={(area && session.row(area.top)?.dims) ?? {}} onAdded={added} />
        ) : null}
        <div className={frame.remarks}>
          <Remarks session={session} />
        </div>
        {finding ? <FindBar session={session} search={search} onClose={closeFind} /> : null}
        <CellLine session={session} spot={spot} />
        <div className={`${frame.split} ${panel ? frame.withPanel : ""}`}>
          <div className={frame.room} ref={room}>
            <GridSheet session={session} grid={grid} headers={headers} size={size} onArea={onArea} />
          </div>
          {panel ? <Side session={session} spot={spot} selected={selected} /> : null}
        </div>
        <div className={frame.below}>
          <SelectionLine session={session} area={area} />
          <PresenceLine session={session} onGo={goTo} />
        </div>
        {head ? <HeadMenu key={head.key} session={session} head={head} onClose={closeHead} onMove={moveHead} /> : null}
        <KeyHelp dialog={help} />
        <PastePreview session={session} />
      </div>
    </HeadAddress>
  );
}
