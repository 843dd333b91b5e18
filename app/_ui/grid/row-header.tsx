"use client";

import { memo } from "react";
import type { CellProps } from "react-datasheet-grid";
import type { Day } from "@/lib/kernel/period";
import { shownText } from "./cell-text";
import { DimensionHead } from "./column-head";
import frame from "./frame.module.css";
import type { Slot } from "./grid-cell";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { FROZEN_PX, type HeaderColumn, type HeaderWidths, JOINED } from "./header-widths";
import { ResizeGrip } from "./resize-grip";
import { widthOf } from "./kept-layout";
import { useCell, useRow, useSessionState } from "./use-session";

/** All that stands in front of the values: names, side by side or in one column, and periods that were frozen. */
export type HeaderData = { session: GridSession; widths: HeaderWidths; frozen: readonly Day[] };

// Joined, what says nothing would only push out of sight what does.
const SILENT = new Set(["not-stated", "all", "none", "total"]);

function FrozenValue({ session, index, period }: { session: GridSession; index: number; period: Day }) {
  const view = useCell(session, index, period);
  const unit = session.row(index)?.unit ?? session.measure.unit;
  return (
    <span className={frame.frozen} style={{ width: FROZEN_PX }}>
      {view ? shownText(view.proposed ?? view.published, { ...session.measure, unit }) : ""}
    </span>
  );
}

/** Names in one column: what is too long is cut in its middle, so that the last one, which tells rows apart, stays. */
function JoinedNames({ names }: { names: readonly string[] }) {
  const last = names.length > 1 ? names.at(-1) : undefined;
  return (
    <>
      <span className={frame.nameHead}>{(last === undefined ? names : names.slice(0, -1)).join(" · ")}</span>
      {last === undefined ? null : <span className={frame.nameTail}> · {last}</span>}
    </>
  );
}

/** The publisher last: it is what two rows differ in that are otherwise the same. */
const publisherLast = (columns: readonly HeaderColumn[]): HeaderColumn[] =>
  [...columns].toSorted((a, b) => Number(a.key === "publisher") - Number(b.key === "publisher"));

/** What tells a row from the others: its dimensions by name, frozen in front of the values. */
export const RowHeader = memo(function RowHeader({ rowData, columnData }: CellProps<Slot, HeaderData>) {
  const { session, widths, frozen } = columnData;
  const row = useRow(session, rowData.index);
  if (!row) return <span className={styles.blank}>{session.state.failed ? "not read" : "…"}</span>;
  const label = (key: string) => session.labels[key]?.[row.dims[key] ?? ""] ?? row.dims[key] ?? "";
  const mark = row.isNew ? <span className={styles.fresh}>new</span> : null;
  const told = publisherLast(widths.columns).filter(({ key }) => !SILENT.has(row.dims[key] ?? ""));
  return (
    <span className={styles.rowNames} title={`${row.title} (${row.series})`}>
      {widths.joined ? (
        <span className={frame.names} style={{ width: widths.namesPx - 12 }}>
          {mark}
          <JoinedNames names={told.map(({ key }) => label(key))} />
        </span>
      ) : (
        widths.columns.map(({ key, width }, at) => (
          <span key={key} className={styles.rowName} style={{ width }}>
            {at === 0 ? mark : null}
            {label(key)}
          </span>
        ))
      )}
      {frozen.map((period) => (
        <FrozenValue key={period} session={session} index={rowData.index} period={period} />
      ))}
    </span>
  );
});

/** The headings of those columns, each with its menu and an edge to draw. */
export function HeaderCorner({ session, widths, frozen }: HeaderData) {
  const { layout, columns } = useSessionState(session);
  const draw = (key: string, px: number | null) => {
    const { [key]: _, ...names } = layout.names;
    session.setLayout({ names: px === null ? names : { ...names, [key]: widthOf(px) } });
  };
  return (
    <span className={styles.rowNames}>
      {widths.columns.map(({ key, label, width }) => (
        <span key={key} data-name={key} className={frame.headName} style={widths.joined ? undefined : { width }}>
          <DimensionHead dimension={key} label={label} />
          {widths.joined ? null : (
            <ResizeGrip
              label={label}
              width={() => width}
              onResize={(px) => draw(key, px)}
              onReset={() => draw(key, null)}
            />
          )}
        </span>
      ))}
      {frozen.map((period) => (
        <span key={period} className={frame.frozenHead} style={{ width: FROZEN_PX }}>
          {columns.find((one) => one.period === period)?.label ?? period}
        </span>
      ))}
      {widths.joined ? (
        <ResizeGrip
          label="names"
          width={() => widths.namesPx}
          onResize={(px) => draw(JOINED, px)}
          onReset={() => draw(JOINED, null)}
        />
      ) : null}
    </span>
  );
}
