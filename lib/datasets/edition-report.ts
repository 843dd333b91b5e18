import { z } from "zod";
import { Frequency } from "@/lib/kernel/period";
import { Status } from "@/lib/kernel/status";

/** What stood for a series and period: a value, a range or both. */
const Statement = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  status: Status,
});

/** A value that stood in the previous edition and stands changed in this one. `percent` is null where it was zero. */
const Move = z.strictObject({
  series: z.string(),
  title: z.string(),
  measure: z.string(),
  unit: z.string(),
  frequency: Frequency,
  period: z.string(),
  periodLabel: z.string().nullable(),
  before: Statement,
  after: Statement,
  difference: z.number(),
  percent: z.number().nullable(),
});
export type EditionMove = z.infer<typeof Move>;

const count = z.number().int().min(0);

/** What happened to a dataset since its previous edition; since its beginning, where there was none. */
export const EditionReport = z.strictObject({
  previous: z.strictObject({ label: z.string(), release: count, closedAt: z.string() }).nullable(),
  values: count,
  series: count,
  /** Periods that had no value before; that say something else now; that have no value any more. */
  added: count,
  changed: count,
  withdrawn: count,
  /** Periods that were written to and stand as they stood: confirmed, or changed and put back. */
  confirmed: count,
  /** The largest moves by percent, and by difference within each unit. */
  moves: z.strictObject({ relative: z.array(Move), absolute: z.array(Move) }),
  /** How many values were changed for which reason; `unstated` ones took the place of no other. */
  reasons: z.strictObject({
    addition: count,
    "new-information": count,
    correction: count,
    "method-change": count,
    unstated: count,
  }),
  /** Sources that the dataset had not rested on before. The list is cut, its count is not. */
  sources: z.strictObject({
    count,
    list: z.array(
      z.strictObject({ key: z.string(), title: z.string(), publisher: z.string(), url: z.string().nullable() }),
    ),
  }),
  changeSets: z.strictObject({
    count,
    list: z.array(
      z.strictObject({
        id: count,
        release: count,
        publishedAt: z.string(),
        author: z.string(),
        authorKind: z.enum(["person", "connector", "starter"]),
        reason: z.string(),
        rows: count,
      }),
    ),
  }),
});
export type EditionReport = z.infer<typeof EditionReport>;
