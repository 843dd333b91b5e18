import { dayAfter } from "@/lib/kernel/days";
import { dayIn } from "@/lib/kernel/zoned";

/** One entry of an iCalendar object. `at` and `changedAt` are instants; a whole day is the one of `at` in `zone`. */
export type IcsEvent = {
  uid: string;
  sequence: number;
  at: string;
  zone: string;
  allDay: boolean;
  cancelled: boolean;
  summary: string;
  description: string;
  url: string;
  category: string;
  createdAt: string;
  changedAt: string;
};

const LINE = 75;

/** Text as RFC 5545, 3.3.11, wants it; control characters have no place in it. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\p{Cc}\p{Cs}]/gu, (one) => (one === "\n" ? one : " "))
    .replace(/[\\;,]/g, (one) => `\\${one}`)
    .replaceAll("\n", "\\n");

/** A line cut into parts of at most 75 octets, never within a character: RFC 5545, 3.1. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE) {
      parts.push(part);
      // The space that begins a further part counts.
      [part, octets] = ["", 1];
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}

const utc = (instant: string): string => `${new Date(instant).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
const dateOf = (day: string): string => day.replaceAll("-", "");
function when({ at, zone, allDay }: IcsEvent): string[] {
  if (!allDay) return [`DTSTART:${utc(at)}`];
  const day = dayIn(at, zone);
  return [`DTSTART;VALUE=DATE:${dateOf(day)}`, `DTEND;VALUE=DATE:${dateOf(dayAfter(day))}`];
}

const eventLines = (event: IcsEvent): string[] => [
  "BEGIN:VEVENT",
  `UID:${escaped(event.uid)}`,
  `DTSTAMP:${utc(event.changedAt)}`,
  `CREATED:${utc(event.createdAt)}`,
  `LAST-MODIFIED:${utc(event.changedAt)}`,
  `SEQUENCE:${event.sequence}`,
  ...when(event),
  `SUMMARY:${escaped(event.summary)}`,
  ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
  `URL:${event.url}`,
  `CATEGORIES:${escaped(event.category)}`,
  `STATUS:${event.cancelled ? "CANCELLED" : "CONFIRMED"}`,
  "TRANSP:TRANSPARENT",
  "END:VEVENT",
];

/**
 * An iCalendar object, RFC 5545. Moments are written in UTC, which is right under any daylight saving; a calendar shows
 * them in its owner's zone.
 */
export function writeIcs(name: string, events: readonly IcsEvent[]): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Halfpitch//Release calendar//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    "X-PUBLISHED-TTL:PT6H",
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
