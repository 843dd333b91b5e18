/** From which day a workbook counts: Excel on Windows from 1900, old ones of the Mac from 1904. */
export type DateSystem = "1900" | "1904";

const DAY_MS = 86_400_000;
// Day 0 of each system. Excel believes that 1900 was a leap year, so that from serial 61 on a day is missing.
const ORIGIN: Record<DateSystem, number> = { "1900": Date.UTC(1899, 11, 31), "1904": Date.UTC(1904, 0, 1) };
const LAST = 2_958_465;

/** The day of an Excel serial number, and whether it has a time; null for a day that never was. */
export function serialDay(serial: number, system: DateSystem): { day: string; clock: boolean } | null {
  const whole = Math.floor(serial);
  if (!Number.isFinite(serial) || serial < 0 || whole > LAST) return null;
  if (system === "1900" && (whole === 60 || whole === 0)) return null;
  const days = system === "1900" && whole > 60 ? whole - 1 : whole;
  const day = new Date(ORIGIN[system] + days * DAY_MS).toISOString().slice(0, 10);
  return { day, clock: serial - whole > 1e-9 };
}
