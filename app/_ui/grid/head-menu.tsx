"use client";

import { useEffect, useRef } from "react";
import frame from "./frame.module.css";
import { type OpenHead, orderBy, useHeads } from "./head-address";
import type { GridSession } from "./grid-session";
import { JOINED } from "./header-widths";
import { MOST_FROZEN, widthOf } from "./kept-layout";
import { columnPx } from "./sheet-sizes";
import { useSessionState } from "./use-session";

type Props = { session: GridSession; head: OpenHead; onClose: () => void };
type MenuProps = Props & { onMove: (way: 1 | -1) => void };

const MENU_PX = 230;
const STEP_PX = 24;

function Orders({ head, onClose }: Pick<Props, "head" | "onClose">) {
  const heads = useHeads();
  const order = orderBy(heads, head.key);
  const go = (changes: Record<string, string>) => {
    onClose();
    heads.go(changes);
  };
  return (
    <>
      <button type="button" aria-pressed={order === "up"} onClick={() => go({ sort: head.key, order: "up" })}>
        ▲ Sort ascending
      </button>
      <button type="button" aria-pressed={order === "down"} onClick={() => go({ sort: head.key, order: "down" })}>
        ▼ Sort descending
      </button>
      {order ? (
        <button
          type="button"
          onClick={() => go({ sort: heads.defaults["sort"] ?? "", order: heads.defaults["order"] ?? "" })}
        >
          Usual order
        </button>
      ) : null}
    </>
  );
}

function Widths({ wider }: { wider: (by: number) => void }) {
  return (
    <>
      <button type="button" onClick={() => wider(STEP_PX)}>
        Wider
      </button>
      <button type="button" onClick={() => wider(-STEP_PX)}>
        Narrower
      </button>
    </>
  );
}

function DimensionItems({ session, head, onClose }: Props) {
  const heads = useHeads();
  const filter = heads.filters.find((one) => one.key === head.key);
  const chosen = heads.view[`by_${head.key}`] ?? "";
  const { layout } = useSessionState(session);
  // Where names share a column it is that which grows.
  const shared = document.querySelector('[data-grip="names"]') !== null;
  const key = shared ? JOINED : head.key;
  const drawn = () =>
    layout.names[key] ??
    document.querySelector(shared ? ".dsg-row-header .dsg-cell-gutter" : `[data-name="${key}"]`)?.clientWidth ??
    columnPx(session.measure);
  const wider = (by: number) => session.setLayout({ names: { ...layout.names, [key]: widthOf(drawn() + by) } });
  const go = (changes: Record<string, string>) => {
    onClose();
    heads.go(changes);
  };
  return (
    <>
      {filter && filter.options.length > 1 ? (
        <fieldset className={frame.choices}>
          <legend>Only rows of</legend>
          {[{ value: "", label: "all" }, ...filter.options].map((one) => (
            <button
              key={one.value}
              type="button"
              aria-pressed={one.value === chosen}
              onClick={() => go({ [`by_${head.key}`]: one.value })}
            >
              {one.label}
            </button>
          ))}
        </fieldset>
      ) : null}
      <Widths wider={wider} />
      <button type="button" onClick={() => go({ [`hide_${head.key}`]: "1" })}>
        Hide this column
      </button>
    </>
  );
}

function PeriodItems({ session, head, onClose }: Props) {
  const { layout } = useSessionState(session);
  const frozen = layout.frozen.includes(head.key);
  const wider = (by: number) =>
    session.setLayout({
      widths: { ...layout.widths, [head.key]: widthOf((layout.widths[head.key] ?? columnPx(session.measure)) + by) },
    });
  const lay = (change: Parameters<GridSession["setLayout"]>[0]) => {
    onClose();
    session.setLayout(change);
  };
  return (
    <>
      {frozen ? (
        <button type="button" onClick={() => lay({ frozen: layout.frozen.filter((one) => one !== head.key) })}>
          No longer beside the names
        </button>
      ) : (
        <button
          type="button"
          disabled={layout.frozen.length >= MOST_FROZEN}
          onClick={() => lay({ frozen: [...layout.frozen, head.key].toSorted() })}
        >
          Freeze beside the names
        </button>
      )}
      <Widths wider={wider} />
      <button
        type="button"
        onClick={() =>
          lay({
            hidden: [...layout.hidden, head.key].toSorted(),
            frozen: layout.frozen.filter((one) => one !== head.key),
          })
        }
      >
        Hide this column
      </button>
    </>
  );
}

/** The menu of a heading: order, filter, and how its column is laid out. Escape or a click elsewhere closes it. */
export function HeadMenu({ session, head, onClose, onMove }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const one = menu.current;
    if (!one) return undefined;
    one.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
    // The sheet, which listens on the document, must not take the menu's keys for its own.
    const onKey = (event: KeyboardEvent) => {
      event.stopPropagation();
      const all = [...one.querySelectorAll<HTMLElement>("button:not(:disabled)")];
      const at = all.findIndex((button) => button === document.activeElement);
      if (event.key === "Escape") onClose();
      else if (event.key === "ArrowDown") all[(at + 1) % all.length]?.focus();
      else if (event.key === "ArrowLeft" || event.key === "ArrowRight") onMove(event.key === "ArrowRight" ? 1 : -1);
      else if (event.key === "ArrowUp") all[(at - 1 + all.length) % all.length]?.focus();
      else return;
      event.preventDefault();
    };
    const onDown = (event: Event) => {
      if (event.target instanceof Node && !one.contains(event.target)) onClose();
    };
    one.addEventListener("keydown", onKey);
    window.addEventListener("mousedown", onDown, { capture: true });
    return () => {
      one.removeEventListener("keydown", onKey);
      window.removeEventListener("mousedown", onDown, { capture: true });
    };
  }, [onClose, onMove]);
  const left = Math.max(8, Math.min(head.left, window.innerWidth - MENU_PX - 8));
  return (
    <div
      ref={menu}
      className={frame.menu}
      role="dialog"
      aria-label="Menu of the column"
      style={{ left, top: head.top + 2, width: MENU_PX, maxHeight: window.innerHeight - head.top - 16 }}
    >
      <Orders head={head} onClose={onClose} />
      {head.kind === "dimension" ? (
        <DimensionItems session={session} head={head} onClose={onClose} />
      ) : (
        <PeriodItems session={session} head={head} onClose={onClose} />
      )}
    </div>
  );
}
