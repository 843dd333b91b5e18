"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useRef, useState } from "react";
import styles from "./chart.module.css";
import { nearest, type Pointed, rowNear } from "./nearest";
import { type PackedSpec, unpack } from "./pack";
import { prepare } from "./prepare";
import { placesOf, type ReadoutRow, readoutAt, spoken } from "./readout";
import { Tip } from "./tip";
import { useLiveDrawing } from "./use-live-drawing";

function openTrace(row: ReadoutRow | undefined): void {
  if (row?.ref) window.dispatchEvent(new CustomEvent("halfpitch:trace", { detail: { ...row.ref } }));
}

/**
 * Makes a drawn chart readable by pointer and keyboard: arrows move through its places and series, Enter or a click
 * opens where a number came from. `children` is the server's picture, which stays where nothing better can be had.
 */
export function LiveChart({ packed, children }: { packed: PackedSpec; children: ReactNode }) {
  const spec = useMemo(() => unpack(packed), [packed]);
  const prepared = useMemo(() => prepare(spec), [spec]);
  const places = useMemo(() => placesOf(prepared), [prepared]);
  const host = useRef<HTMLDivElement>(null);
  const { drawing, start } = useLiveDrawing(host, spec, prepared.horizontal);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [heard, setHeard] = useState("");
  const place = pointed ? places[pointed.index] : undefined;
  const readout = place === undefined ? null : readoutAt(spec, prepared, place);
  const level = readout?.rows[pointed?.row ?? 0] ?? readout?.rows[0];
  const pixel = drawing && readout && level ? drawing.pixelOf(readout.at, level.value) : null;

  const pointAt = (event: PointerEvent<HTMLDivElement>): Pointed | null => {
    if (!drawing) return null;
    const box = event.currentTarget.getBoundingClientRect();
    const pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    const index = nearest(
      places,
      (at) => drawing.pixelOf(at, level?.value ?? 1)?.[prepared.horizontal ? 1 : 0] ?? null,
      prepared.horizontal ? pointer.y : pointer.x,
    );
    const at = index === null ? undefined : places[index];
    if (index === null || at === undefined) return null;
    return { index, row: rowNear(readoutAt(spec, prepared, at).rows, (value) => drawing.pixelOf(at, value), pointer) };
  };

  const move = (index: number, row: number | null): void => {
    const at = places[index];
    if (at === undefined) return;
    setPointed({ index, row });
    const found = readoutAt(spec, prepared, at);
    const only = row === null ? undefined : found.rows[row];
    setHeard(spoken(only ? { ...found, rows: [only] } : found));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const [index, row] = [pointed?.index ?? -1, pointed?.row ?? null];
    const rows = readout?.rows.length ?? 0;
    const steps: Record<string, () => void> = {
      ArrowRight: () => move(Math.min(places.length - 1, index + 1), null),
      ArrowLeft: () => move(index < 0 ? places.length - 1 : Math.max(0, index - 1), null),
      Home: () => move(0, null),
      End: () => move(places.length - 1, null),
      ArrowDown: () => move(Math.max(0, index), row === null ? 0 : Math.min(rows - 1, row + 1)),
      ArrowUp: () => move(Math.max(0, index), row === null ? 0 : Math.max(0, row - 1)),
      Enter: () => openTrace(row === null ? readout?.rows.find((one) => one.ref) : readout?.rows[row]),
      Escape: () => setPointed(null),
    };
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    start();
    step();
  };

  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const found = pointAt(event);
    if (!found) return;
    // A finger first reads, then opens: it cannot hover.
    const read = event.pointerType !== "touch" || (pointed?.index === found.index && pointed.row === found.row);
    setPointed(found);
    if (read && found.row !== null && event.button === 0)
      openTrace(readoutAt(spec, prepared, places[found.index] ?? 0).rows[found.row]);
  };

  const clickable = pointed?.row != null && readout?.rows[pointed.row]?.ref !== undefined;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application answers to keys itself
    <div
      className={styles.box}
      data-live={drawing !== null}
      role="application"
      aria-roledescription="chart"
      aria-label="Chart. Arrow keys read its values, Enter opens where a value came from."
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it answers to keys
      tabIndex={0}
      style={clickable ? { cursor: "pointer" } : undefined}
      onFocus={start}
      onBlur={() => setPointed(null)}
      onKeyDown={onKeyDown}
      onPointerEnter={start}
      onPointerDown={start}
      onPointerMove={(event) => event.pointerType !== "touch" && setPointed(pointAt(event))}
      onPointerLeave={(event) => event.pointerType !== "touch" && setPointed(null)}
      onPointerUp={onPointerUp}
    >
      <div className={styles.static}>{children}</div>
      <div ref={host} className={styles.live} aria-hidden="true" />
      {readout && pixel ? (
        <>
          <div
            className={styles.cursor}
            style={
              prepared.horizontal
                ? { left: 0, right: 0, top: pixel[1], height: 1, opacity: 0.3 }
                : { top: 0, bottom: 0, left: pixel[0], width: 1, opacity: 0.5 }
            }
          />
          {pointed?.row != null ? <div className={styles.spot} style={{ left: pixel[0], top: pixel[1] }} /> : null}
          <Tip
            readout={readout}
            chosen={pointed?.row ?? null}
            x={pixel[0]}
            top={prepared.horizontal ? pixel[1] + 14 : 4}
            width={drawing?.width() ?? 0}
          />
        </>
      ) : null}
      <p className="sr-only" aria-live="polite">
        {heard}
      </p>
    </div>
  );
}
