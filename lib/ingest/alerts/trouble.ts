import type { StaleFile } from "../connector";
import type { RunState } from "../run/run-rows";

/** What is known of a connector's latest runs, newest first. */
export type PastRun = {
  state: RunState;
  startedAt: string;
  seen: number;
  error: string | null;
  /** When bytes came for the first time that the run read; null where it kept none. */
  newBytesAt?: string | null;
  /** Files of the source that nobody writes any more, as the run noted them. */
  stale?: readonly Pick<StaleFile, "words">[] | null;
};

/**
 * `failing` and `silent` are the refresh's own troubles. Of a `stale source` the refresh is well: it is the source that
 * nobody writes any more, and what it says is of an older day.
 */
export type TroubleKind = "failing" | "silent" | "stale source";
export type Trouble = { kind: TroubleKind; words: string };

const HOUR_MS = 3_600_000;
const EMPTY_RUNS = 3;
const SAME_BYTES_DAYS = 180;
const WELL = new Set<RunState>(["published", "unchanged", "held"]);

/** What is expected of a connector: how often it runs, and how often its source writes something new. */
export type Expected = { freshWithinHours: number; rewrittenWithinDays?: number | undefined };

function staleness({ newBytesAt, stale }: PastRun, rewritten: number | undefined, now: Date): Trouble | null {
  if (stale && stale.length > 0) {
    const words = [...stale.slice(0, 3).map((one) => one.words), ...(stale.length > 3 ? ["And others."] : [])];
    return { kind: "stale source", words: `${words.join(" ")} Its values keep the date that it gives them.` };
  }
  const sameDays = newBytesAt ? (now.getTime() - Date.parse(newBytesAt)) / (24 * HOUR_MS) : 0;
  if (sameDays <= (rewritten ?? SAME_BYTES_DAYS)) return null;
  const words = `It has sent the very same bytes for ${Math.floor(sameDays)} days: look whether anybody keeps it.`;
  return { kind: rewritten === undefined ? "silent" : "stale source", words };
}

/**
 * What is wrong with a connector: its last run failed, or it has said nothing for longer than its readers may expect,
 * or its last three runs saw no record, or its source dates itself to a day long past, or has sent the very same bytes
 * for longer than a table does that somebody keeps. Null where all is well or it has never run.
 */
export function troubleOf(runs: readonly PastRun[], expected: number | Expected, now: Date): Trouble | null {
  const { freshWithinHours, rewrittenWithinDays }: Expected =
    typeof expected === "number" ? { freshWithinHours: expected } : expected;
  const ended = runs.filter((one) => one.state !== "running");
  const last = ended[0];
  if (!last) return null;
  if (!WELL.has(last.state)) return { kind: "failing", words: last.error ?? "The last run did not come to an end." };
  const recent = ended.slice(0, EMPTY_RUNS);
  if (recent.length === EMPTY_RUNS && recent.every((one) => one.seen === 0))
    return { kind: "silent", words: `The last ${EMPTY_RUNS} runs saw no record.` };
  const hours = (now.getTime() - Date.parse(last.startedAt)) / HOUR_MS;
  if (hours > freshWithinHours)
    return {
      kind: "silent",
      words: `No run for ${Math.floor(hours)} hours; one is expected every ${freshWithinHours}.`,
    };
  return staleness(last, rewrittenWithinDays, now);
}
