"use client";

import { useEffect, useRef } from "react";
import styles from "./frame.module.css";

type Props = { label: string; width: () => number; onResize: (px: number) => void; onReset: () => void };

/** The edge of a heading: drawn it makes the column wider or narrower, clicked twice as wide as it was at first. */
export function ResizeGrip({ label, width, onResize, onReset }: Props) {
  const grip = useRef<HTMLSpanElement>(null);
  const latest = useRef({ width, onResize, onReset });
  useEffect(() => {
    latest.current = { width, onResize, onReset };
  });
  useEffect(() => {
    const one = grip.current;
    if (!one) return undefined;
    let from: { x: number; px: number } | null = null;
    let frame = 0;
    const onDown = (event: PointerEvent) => {
      from = { x: event.clientX, px: latest.current.width() };
      one.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      if (!from) return;
      const px = from.px + event.clientX - from.x;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => latest.current.onResize(px));
    };
    const onUp = () => (from = null);
    const onTwice = () => latest.current.onReset();
    // The sheet listens on the document and would select the column.
    const keep = (event: Event) => event.stopPropagation();
    one.addEventListener("mousedown", keep);
    one.addEventListener("pointerdown", onDown);
    one.addEventListener("pointermove", onMove);
    one.addEventListener("pointerup", onUp);
    one.addEventListener("dblclick", onTwice);
    return () => {
      cancelAnimationFrame(frame);
      one.removeEventListener("mousedown", keep);
      one.removeEventListener("pointerdown", onDown);
      one.removeEventListener("pointermove", onMove);
      one.removeEventListener("pointerup", onUp);
      one.removeEventListener("dblclick", onTwice);
    };
  }, []);
  return <span ref={grip} className={styles.grip} data-grip={label} aria-hidden="true" />;
}
