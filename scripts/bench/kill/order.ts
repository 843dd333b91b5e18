import { z } from "zod";
import type { CellContent } from "@/lib/studio/drafts/draft";

/** What is done over and over until it is killed; each lane has its own cells, so that what each wrote can be told. */
export const LANES = ["publish", "import", "refresh", "backup"] as const;
export type Lane = (typeof LANES)[number];

export const DATASET = "bench-observations";
export const MEASURE = "level";
export const SOURCE = "kill-source";

const Person = z.looseObject({ personId: z.string(), name: z.string(), organisationId: z.number() });

/** What a victim is told: where to work, on which lane, from which task on. */
export const Order = z.object({
  lane: z.enum(LANES),
  from: z.number().int(),
  url: z.string(),
  ownerUrl: z.string(),
  folder: z.string(),
  sourcesAt: z.string(),
  dataset: z.string(),
  /** The newest day of the lane's cells. */
  day: z.string(),
  author: Person,
  second: Person,
});
export type Order = z.infer<typeof Order>;

/** What a victim tells: that it is about to do a task, or has been told that it is done. */
export const Said = z.object({ kind: z.enum(["ready", "begun", "done"]), task: z.number().int() });
export type Said = z.infer<typeof Said>;

const DAYS = 5;
const LINES = 4;

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** The cells of a lane that each task writes anew. An import writes lines of its own each time. */
export function cellsOf(lane: Lane, task: number, day: string): { line: string; period: string; value: number }[] {
  const prefix = lane === "import" ? `${lane}-${task}` : lane;
  return Array.from({ length: LINES * DAYS }, (_, at) => ({
    line: `kill-${prefix}-${at % LINES}`,
    period: dayBefore(day, Math.floor(at / LINES)),
    value: 1000 + task,
  }));
}

export const contentOf = (value: number): CellContent => ({
  value,
  low: null,
  high: null,
  status: "A",
  confidence: null,
  source: SOURCE,
  reason: "correction",
  note: null,
  periodEnd: null,
  periodLabel: null,
});

/** How a change set says which task it is. */
export const reasonOf = (lane: Lane, task: number): string => `Task ${task} of ${lane}`;
