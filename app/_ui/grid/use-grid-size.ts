import { type RefObject, useEffect, useState } from "react";

const LEAST_PX = 240;
const NARROW_PX = 700;

export type GridSize = { height: number; width: number; narrow: boolean };

/** How high and wide the sheet may be: all the room that the bars leave, on a narrow window more than half of it. */
export function useGridSize(frame: RefObject<HTMLElement | null>): GridSize {
  const [size, setSize] = useState(() => ({
    height: 520,
    width: window.innerWidth,
    narrow: window.innerWidth < NARROW_PX,
  }));
  useEffect(() => {
    const room = frame.current;
    if (!room) return undefined;
    const measure = () => {
      const narrow = window.innerWidth < NARROW_PX;
      const height = narrow ? Math.round(window.innerHeight * 0.6) : room.clientHeight;
      setSize((before) => {
        const next = { height: Math.max(LEAST_PX, height), width: room.clientWidth, narrow };
        return next.height === before.height && next.width === before.width && next.narrow === before.narrow
          ? before
          : next;
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(room);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [frame]);
  return size;
}
