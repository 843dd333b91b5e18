import { Temporal } from "temporal-polyfill";
import { AppError } from "./error";

/** The time zones that a moment can be told in, by their IANA names. */
export const zones = (): readonly string[] => [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((one) => one !== "UTC"),
];

/** Whether that is a time zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/**
 * The instant of a local time such as `2026-12-01T16:00` in a time zone. A time that the clocks leave out or run through
 * twice is refused with a sentence. Throws invalid.
 */
export function instantOf(local: string, zone: string): Date {
  if (!isZone(zone)) throw new AppError("invalid", `“${zone}” is no time zone.`);
  let plain: Temporal.PlainDateTime;
  try {
    plain = Temporal.PlainDateTime.from(local, { overflow: "reject" });
  } catch {
    throw new AppError("invalid", `“${local}” is no day and time.`);
  }
  const earlier = plain.toZonedDateTime(zone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(zone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return new Date(earlier.epochMilliseconds);
  const twice = earlier.toPlainDateTime().equals(plain);
  throw new AppError(
    "invalid",
    twice
      ? `At ${local.replace("T", " ")} the clocks of ${zone} are set back, and that time comes twice. Choose another.`
      : `At ${local.replace("T", " ")} the clocks of ${zone} are set forward, and that time does not come. Choose another.`,
  );
}

/** An instant as the clocks of a time zone show it: `2026-12-01 16:00 GMT-5`. */
export function formatZoned(instant: string | Date, zone: string): string {
  const date = typeof instant === "string" ? new Date(instant) : instant;
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).formatToParts(date);
  const of = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")} ${of("timeZoneName")}`;
}

const inZone = (instant: string | Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(new Date(instant).getTime()).toZonedDateTimeISO(zone);

/** The instant at which a day begins in a time zone: at midnight, or later where the clocks are then set forward. */
export function startOfDay(day: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** The day that an instant is on in a time zone. */
export const dayIn = (instant: string | Date, zone: string): string => inZone(instant, zone).toPlainDate().toString();

/** An instant as a form asks for it: `2026-12-01T16:00`. */
export const localIn = (instant: string | Date, zone: string): string =>
  inZone(instant, zone).toPlainDateTime().toString({ smallestUnit: "minute" });
