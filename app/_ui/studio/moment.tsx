import { formatInstant } from "@/lib/kernel/format";
import { formatZoned } from "@/lib/kernel/zoned";

/** A planned moment as the clocks of its time zone show it, and in UTC. */
export function Moment({ at, zone }: { at: string; zone: string | null }) {
  const utc = formatInstant(at);
  if (zone === null || zone === "UTC") return <time dateTime={at}>{utc}</time>;
  return (
    <time dateTime={at}>
      {formatZoned(at, zone)} ({zone}), which is {utc}
    </time>
  );
}
