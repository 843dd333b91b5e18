import type { RunState } from "../run/run-rows";

/** What is known of a connector's latest runs, newest first. */
export type PastRun = {
  state: RunState;
  startedAt: string;
  seen: number;
  error: string | null;
  /** When bytes came for the first time that the run read; null where it kept none. */
  newBytesAt?: string | null;
};

export type Trouble = { kind: "failing" | "silent"; words: string };

const HOUR_MS = 3_600_000;
const EMPTY_RUNS = 3;
const SAME_BYTES_DAYS = 180;
const WELL = new Set<RunState>(["published", "unchanged", "held"]);

/**
 * What is wrong with a connector: its last run failed, or it has said nothing for longer than its readers may expect,
 * or its last three runs saw no record, or it has sent the very same bytes for half a year, as a table does that nobody
 * keeps any more. Null where all is well or it has never run.
 */
export function troubleOf(runs: readonly PastRun[], freshWithinHours: number, now: Date): Trouble | null {
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
  const sameDays = last.newBytesAt ? (now.getTime() - Date.parse(last.newBytesAt)) / (24 * HOUR_MS) : 0;
  if (sameDays > SAME_BYTES_DAYS)
    return {
      kind: "silent",
      words: `It has sent the very same bytes for ${Math.floor(sameDays)} days: look whether anybody keeps it.`,
    };
  return null;
}
