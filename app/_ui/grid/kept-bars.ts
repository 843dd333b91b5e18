"use client";

import { useSyncExternalStore } from "react";
import { z } from "zod";

/** How much stands around the sheet: `full` opens filters and labels, `panel` is what is known of the selected cell. */
export type Bars = { full: boolean; panel: boolean };

const KEY = "halfpitch.studio.bars";
const FIRST: Bars = { full: false, panel: true };
const Kept = z.object({ full: z.boolean(), panel: z.boolean() }) satisfies z.ZodType<Bars>;

const listeners = new Set<() => void>();
let standing: Bars | null = null;

function read(): Bars {
  if (standing) return standing;
  try {
    standing = Kept.parse(JSON.parse(localStorage.getItem(KEY) ?? ""));
  } catch {
    standing = FIRST;
  }
  return standing;
}

/** Opens or closes, and remembers it in this browser. */
export function setBars(change: Partial<Bars>): void {
  standing = { ...read(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(standing));
  } catch {
    // It holds for this visit then.
  }
  for (const listener of listeners) listener();
}

export const toggleBars = (): void => setBars({ full: !read().full });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The bars as they stand; thin where no browser says otherwise. */
export const useBars = (): Bars => useSyncExternalStore(subscribe, read, () => FIRST);
