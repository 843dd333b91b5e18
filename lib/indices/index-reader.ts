import type { AssessmentRow } from "@/lib/store/assessments";
import type { RateCardQuery, RateCardRow } from "@/lib/store/rate-cards";
import type { ObservationQuery } from "@/lib/store/read-observations";
import type { Seller } from "@/lib/store/read-sellers";
import type { Observation } from "@/lib/store/rows";

/** What an index needs of the reader of a page: every number comes through it, as of its day. */
export type IndexReader = {
  /** The day asked for; null for the latest state. */
  readonly asOfDay: string | null;
  readonly asOf: Date;
  may(dataset: string): boolean;
  observations(query: ObservationQuery): Promise<readonly Observation[]>;
  assessments(query: { gpus: readonly string[]; from?: string }): Promise<AssessmentRow[]>;
  rateCards(query: RateCardQuery): Promise<RateCardRow[]>;
  sellers(): Promise<Seller[]>;
};
