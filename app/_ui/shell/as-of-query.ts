"use client";

import { useSearchParams } from "next/navigation";

/** Whether text is a day that exists and has come. */
export function isPastDay(text: string, today: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text > today) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The day on which the page stands by its address, null for the latest state. */
export function useAsOf(today: string): string | null {
  const given = useSearchParams().get("asOf");
  return given && isPastDay(given, today) ? given : null;
}
