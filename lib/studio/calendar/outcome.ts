import { formatInstant } from "@/lib/kernel/format";
import { dayIn } from "@/lib/kernel/zoned";
import type { CalendarEntry } from "./entry";

const MINUTE = 60_000;
/** So close to its moment, a publication was on time: a queue has to be worked through. */
const ON_TIME = 15;

/** A stretch of time in its two largest units: `3 h 20 min`, `2 days 4 h`. */
export function stretch(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [
    days > 0 ? `${days} ${days === 1 ? "day" : "days"}` : "",
    hours > 0 ? `${hours} h` : "",
    rest > 0 ? `${rest} min` : "",
  ];
  return parts.filter(Boolean).slice(0, 2).join(" ") || "0 min";
}

const dayCount = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / (1440 * MINUTE));

/** What became of an entry whose moment has come, by when what it announced was published (null: not yet). */
export function outcomeText(entry: CalendarEntry, arrivedAt: string | null): string {
  if (entry.cancelled) return "cancelled";
  if (arrivedAt === null) return "not published yet";
  const when = formatInstant(arrivedAt);
  if (entry.allDay) {
    const late = dayCount(dayIn(entry.dueAt, entry.zone), dayIn(arrivedAt, entry.zone));
    if (late === 0) return `published on the day, ${when}`;
    const days = `${Math.abs(late)} ${Math.abs(late) === 1 ? "day" : "days"}`;
    return late > 0 ? `published late by ${days}, ${when}` : `published early by ${days}, ${when}`;
  }
  const late = Math.round((Date.parse(arrivedAt) - Date.parse(entry.dueAt)) / MINUTE);
  if (Math.abs(late) <= ON_TIME) return `published on time, ${when}`;
  return late > 0 ? `published late by ${stretch(late)}, ${when}` : `published early by ${stretch(-late)}, ${when}`;
}
