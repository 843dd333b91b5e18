import type { DatasetDefinition } from "@/lib/datasets/define";
import { type Confidence, Status } from "@/lib/kernel/status";
import { confidenceOf } from "./confidence";
import { Grade } from "./grade";

/** What each grade means, as a methodology tells it. */
export const gradeMeaning: Record<Grade, string> = {
  primary:
    "Whoever the number is about says it: a filing, a release of the company's own or a dated copy of one, its call on its own page, a provider's own price list, a marketplace's own offers, official statistics. Values computed here by a published method count as primary.",
  "data-vendor":
    "A research house or a data vendor, from its own page; a dataset under a licence of its own, wherever it is kept.",
  press: "Press, and call transcripts that others wrote down.",
  relay:
    "Whoever passes on what another said: public repositories that record others' prices or filings, posts, wikis, digests, summaries, copies whose day is not known, and what was assessed as of low reliability.",
  unverified: "Nobody can look it up: its address, its page or its publisher was not kept.",
};

export type WeightRow = { grade: Grade; of: Partial<Record<Status, Confidence>> };

const SHOWN: readonly Status[] = Status.options.filter((one) => one !== "W");

/** How sure a dataset's numbers are where nobody said so, by grade and status: made by the rule itself. */
export const weightRows = (dataset: DatasetDefinition): WeightRow[] =>
  Grade.options.map((grade) => ({
    grade,
    of: Object.fromEntries(
      SHOWN.map((status) => [status, confidenceOf(dataset, { status, dims: {} }, grade).confidence]),
    ),
  }));

/** What takes a step off in this dataset, and what a relay may say in it, as sentences. */
export function weightNotes(dataset: DatasetDefinition): string[] {
  const steps = dataset.lessSure.map(({ where, why }) => {
    const what = Object.entries(where).map(([key, code]) => {
      const dimension = dataset.dimensions[key];
      const label = dimension && "codes" in dimension ? dimension.codes[code] : undefined;
      return `${dimension?.label ?? key}: ${label ?? code}`;
    });
    return `One step less for actual values of ${what.join(", ")} (${why}).`;
  });
  const relayed =
    dataset.actuals === "reported"
      ? [
          "What only a relay or an unverified source says that somebody reported is provisional until the report is cited.",
        ]
      : [];
  const seen =
    dataset.actuals === "observed"
      ? ["A public record of prices is a witness of what it saw, and counts as such."]
      : [];
  return [...steps, ...relayed, ...seen];
}
