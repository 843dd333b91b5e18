"use client";

import { type ReactNode, useEffect, useRef } from "react";
import type { Day } from "@/lib/kernel/period";
import frame from "./frame.module.css";
import { nextOrder, orderBy, useHeads } from "./head-address";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { widthOf } from "./kept-layout";
import { ResizeGrip } from "./resize-grip";
import { columnPx } from "./sheet-sizes";
import { useSessionState } from "./use-session";

type ButtonProps = {
  className: string | undefined;
  label: string;
  dimension?: string;
  onPress: (at: DOMRect) => void;
  children: ReactNode;
};

/** A button within a heading: the sheet, which listens on the document, does not hear of it. */
function HeadButton({ className, label, dimension, onPress, children }: ButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const one = button.current;
    const keep = (event: Event) => event.stopPropagation();
    one?.addEventListener("mousedown", keep);
    return () => one?.removeEventListener("mousedown", keep);
  }, []);
  return (
    // The same can be had by keys from the menu of the column, Alt-Down, and from the filters.
    <button
      ref={button}
      type="button"
      tabIndex={-1}
      className={className}
      data-dimension={dimension}
      aria-label={label}
      title={label}
      onClick={(event) => onPress(event.currentTarget.getBoundingClientRect())}
    >
      {children}
    </button>
  );
}

const ARROW = { up: "▲", down: "▼" } as const;
const ORDER = { up: "ascending", down: "descending" } as const;

function Order({ of }: { of: "up" | "down" | null }) {
  return of ? (
    <span className={frame.order} aria-hidden="true">
      {ARROW[of]}
    </span>
  ) : null;
}

/** The heading of a dimension: a click opens its menu with order and filter. */
export function DimensionHead({ dimension, label }: { dimension: string; label: string }) {
  const heads = useHeads();
  const order = orderBy(heads, dimension);
  const filtered = Boolean(heads.view[`by_${dimension}`]);
  const words = [label, order ? ORDER[order] : "", filtered ? "filtered" : ""].filter(Boolean).join(", ");
  return (
    <HeadButton
      className={frame.headButton}
      dimension={dimension}
      label={`${words}: sort and filter`}
      onPress={({ left, bottom }) => heads.open({ kind: "dimension", key: dimension, left, top: bottom })}
    >
      <span className={frame.headText}>{label}</span>
      <Order of={order} />
      <span className={filtered ? frame.filtered : frame.menuMark} aria-hidden="true">
        {filtered ? "▼̲" : "▾"}
      </span>
    </HeadButton>
  );
}

/** The heading of a period: a click sorts by its values; its mark opens a menu, its edge is drawn. */
export function PeriodHead({ session, period, label }: { session: GridSession; period: Day; label: string }) {
  const heads = useHeads();
  const { layout } = useSessionState(session);
  const order = orderBy(heads, period);
  const { [period]: drawn, ...others } = layout.widths;
  return (
    <span className={frame.periodHead} data-period={period}>
      <HeadButton
        className={frame.menuButton}
        label={`Menu of ${label}`}
        onPress={({ left, bottom }) => heads.open({ kind: "period", key: period, left, top: bottom })}
      >
        ▾
      </HeadButton>
      <HeadButton
        className={`${frame.headButton} ${period > session.today ? styles.ahead : ""}`}
        label={order ? `${label}, sorted ${ORDER[order]}: click for the next order` : `Sort by ${label}`}
        onPress={() => heads.go(nextOrder(heads, period))}
      >
        <Order of={order} />
        {label}
      </HeadButton>
      <ResizeGrip
        label={label}
        width={() => drawn ?? columnPx(session.measure)}
        onResize={(px) => session.setLayout({ widths: { ...others, [period]: widthOf(px) } })}
        onReset={() => session.setLayout({ widths: others })}
      />
    </span>
  );
}
