/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return wall - Math.floor(instant / 1000) * 1000;
}

const DAY_MS = 86_400_000;

/**
 * The instants that a local time such as `2026-12-01T16:00` means in a time zone: one as a rule, none where the clocks
 * leave it out, two where they run through it twice. Only a preview: the server decides.
 */
export function instantsOf(local: string, zone: string): Date[] {
  const wall = Date.parse(`${local.slice(0, 16)}Z`);
  if (Number.isNaN(wall)) return [];
  const offsets = new Set([offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)]);
  return [...offsets].flatMap((offset) => (offsetAt(wall - offset, zone) === offset ? [new Date(wall - offset)] : []));
}

/** What a chosen moment means, in words; empty while none is chosen. */
export function momentWords(local: string, zone: string): string {
  if (local === "") return "";
  const [first, second] = instantsOf(local, zone);
  if (!first) return `The clocks of ${zone} leave that time out. Choose another.`;
  if (second) return `The clocks of ${zone} run through that time twice. Choose another.`;
  const text = first.toISOString();
  return `That is ${text.slice(0, 10)} ${text.slice(11, 16)} UTC.`;
}
