/** A source as the drawer tells it. Licence and reliability are null where nobody stated them. */
export type SourceView = {
  title: string;
  publisher: string;
  url: string | null;
  published: string | null;
  kind: string;
  grade: string;
  gradeWhy: string;
  licence: string | null;
  reliability: string | null;
};

/** One value that a number has had, in the words of the screen. */
export type VintageView = {
  key: string;
  value: string;
  range: string | null;
  /** How it differs from the value before it; null for the first and where one of them is no point. */
  change: string | null;
  letter: string;
  status: string;
  confidence: string | null;
  /** Why it is that sure: stated, or by which rule; null where nothing is to be weighed. */
  confidenceWhy: string | null;
  knownOn: string;
  recordedAt: string | null;
  note: string | null;
  source: SourceView;
  /** Null where it was published later than its reader may know. */
  release: { number: number; publishedAt: string; author: string; reason: string } | null;
  /** The run that read it and its payloads by hash; null where no connector read it. */
  readBy: { run: number; connector: string; payloads: { name: string; hash: string }[]; more: number } | null;
};

/** Where a number came from, as the drawer shows it: newest value first, none where nothing was known. */
export type TraceView = {
  series: string;
  title: string;
  unit: string;
  dataset: { slug: string; title: string };
  period: string;
  periodLabel: string;
  asOf: string | null;
  vintages: VintageView[];
};

/** Whether an answer is a trace. Our own route made it, so that its outline is proof enough. */
export function isTraceView(answer: unknown): answer is TraceView {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "series" in answer &&
    "vintages" in answer &&
    Array.isArray(answer.vintages)
  );
}
