import type { PlacedPoint } from "./prepare";

/** A mark in pixels along and across the value axis' direction. */
export type Shape =
  | { type: "rect"; shape: { x: number; y: number; width: number; height: number } }
  | { type: "polygon"; shape: { points: [number, number][] } };

/** The end that was said of a floor or a ceiling, and into which direction it is open; null for anything else. */
export function openEndOf({ y, low, high }: PlacedPoint): { end: number; up: boolean } | null {
  if (y !== null || (low === null) === (high === null)) return null;
  const end = low ?? high;
  return end === null ? null : { end, up: low !== null };
}

const STEM = 9;
const HEAD = 4;

/**
 * A floor or a ceiling: a cap at the end that was said, and an arrow into the open. `at` is the end's place along the
 * value axis, `mid` its place across, both in pixels; `sign` is the way in which the arrow points.
 */
export function openEndMark(at: number, mid: number, sign: 1 | -1, horizontal: boolean): Shape[] {
  const rect = (from: number, length: number, across: number, width: number): Shape => {
    const [start, size] = [Math.min(from, from + sign * length), Math.max(1, length)];
    const shape = horizontal
      ? { x: start, y: across - width / 2, width: size, height: width }
      : { x: across - width / 2, y: start, width, height: size };
    return { type: "rect", shape };
  };
  const tip = at + sign * (STEM + HEAD);
  const neck = at + sign * STEM;
  const place = (along: number, across: number): [number, number] => (horizontal ? [along, across] : [across, along]);
  return [
    rect(at, 1, mid, 9),
    rect(at, STEM, mid, 1),
    { type: "polygon", shape: { points: [place(tip, mid), place(neck, mid - HEAD), place(neck, mid + HEAD)] } },
  ];
}
