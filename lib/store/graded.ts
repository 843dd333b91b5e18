import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Confidence, Status } from "@/lib/kernel/status";
import { confidenceOf } from "@/lib/provenance/confidence";
import { type Grade, gradeOf } from "@/lib/provenance/grade";
import type { RecordedSource, Source } from "./rows";

/** A source as the view of standing sources has it: with what analysts decided about its grade. */
export type StandingSource = RecordedSource & { decided: Grade | null; decidedWhy: string | null };

/** The columns of a standing source, for a query over `standing_source` under that name. */
export const standingColumns = (sql: Queryable, name: string) => sql`
  ${sql(name)}.key, ${sql(name)}.title, ${sql(name)}.publisher, ${sql(name)}.url, ${sql(name)}.published,
  ${sql(name)}.kind, ${sql(name)}.licence, ${sql(name)}.reliability,
  ${sql(name)}.grade as decided, ${sql(name)}.grade_reason as "decidedWhy"`;

/** A source with its grade: the rule's, or what an analyst decided. */
export function graded(one: StandingSource): Source {
  const { decided, decidedWhy, ...source } = one;
  const { grade, why, by } = gradeOf(source, { grade: decided, reason: decidedWhy });
  return { ...source, grade, gradeWhy: why, gradeBy: by };
}

/** The grades of sources by key, under their own keys and as they stand; of all where no keys are named. */
export async function readGrades(sql: Queryable, keys?: readonly string[]): Promise<Map<string, Grade>> {
  const rows = await sql<(StandingSource & { own: string })[]>`
    select standing.own_key as own, ${standingColumns(sql, "standing")} from standing_source standing
    ${keys ? sql`where standing.own_key = any(${[...new Set(keys)]})` : sql``}`;
  return new Map(
    rows.flatMap((row) => {
      const { grade } = graded(row);
      return [
        [row.own, grade],
        [row.key, grade],
      ] as const;
    }),
  );
}

type Weighable = {
  dims: Readonly<Record<string, string>>;
  status: Status;
  source: string;
  confidence?: Confidence | null | undefined;
};

/**
 * How sure a number is: as somebody said, or by the rule from the grade of its source. A source that is not there counts
 * as one that cannot be looked up.
 */
export const weigh = (dataset: DatasetDefinition, one: Weighable, grades: ReadonlyMap<string, Grade>): Confidence =>
  one.confidence ?? confidenceOf(dataset, one, grades.get(one.source) ?? "unverified").confidence;
