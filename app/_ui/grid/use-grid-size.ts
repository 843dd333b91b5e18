import { type RefObject, useEffect, useState } from "react";

const LEAST_PX = 320;
const BELOW_PX = 72;
const NARROW_PX = 700;

export type GridSize = { height: number; width: number; narrow: boolean };

/** How high and wide the sheet may be, so that it ends with the window, and whether the window is narrow. */
export function useGridSize(frame: RefObject<HTMLElement | null>): GridSize {
  const [size, setSize] = useState(() => ({
    height: 520,
    width: window.innerWidth,
    narrow: window.innerWidth < NARROW_PX,
  }));
  useEffect(() => {
    const measure = () => {
      const top = (frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      const narrow = window.innerWidth < NARROW_PX;
      const height = narrow ? Math.round(window.innerHeight * 0.6) : window.innerHeight - top - BELOW_PX;
      const width = frame.current?.querySelector("[data-sheet]")?.clientWidth ?? window.innerWidth;
      setSize({ height: Math.max(LEAST_PX, height), width, narrow });
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [frame]);
  return size;
}
