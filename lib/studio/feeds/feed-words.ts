import { z } from "zod";
import { findDataset } from "@/lib/datasets/registry";
import { fiscalLabel, periodEnd, periodLabel } from "@/lib/kernel/period";
import type { RecordChange, RecordEntry } from "@/lib/store/rows";

export const FeedKind = z.enum(["revisions", "corrections", "methods"]);
export type FeedKind = z.infer<typeof FeedKind>;

/** What each feed is called, and what stands in it. */
export const feeds: Record<FeedKind, { title: string; about: string }> = {
  revisions: {
    title: "Revisions",
    about: "Published values that changed because something new became known.",
  },
  corrections: {
    title: "Corrections",
    about: "Published values that were wrong, and that we put right.",
  },
  methods: {
    title: "Method changes",
    about: "New versions of methodologies, and values that were restated by them.",
  },
};

const DONE: Record<FeedKind, string> = {
  revisions: "revised",
  corrections: "corrected",
  methods: "restated by a change of method",
};

export const datasetTitle = (slug: string): string => findDataset(slug)?.title ?? slug;

/** What an entry is about: `HBM share: 3 values corrected`, `HBM share: methodology 1.1.0`. */
export function entryTitle({ kind, dataset, version, count }: RecordEntry): string {
  if (version !== null) return `${datasetTitle(dataset)}: methodology ${version}`;
  return `${datasetTitle(dataset)}: ${count.toLocaleString("en-US")} ${count === 1 ? "value" : "values"} ${DONE[kind]}`;
}

/** The period of a changed value as the field writes it. */
export function changePeriod({ period, frequency, periodLabel: label }: RecordChange): string {
  return label === null ? periodLabel(period, frequency) : fiscalLabel(label, periodEnd(period, frequency));
}

/** The words of a source in a line: publisher and title, or publisher and kind where the title is not told. */
export function sourceWords({ source }: RecordChange): string {
  if (!source) return "source not named";
  return source.cited ? `${source.publisher}: ${source.cited.title}` : `${source.publisher}, ${source.kind}`;
}

/** Where an entry stands on its page. */
export const entryAnchor = ({ key }: RecordEntry): string => key;
