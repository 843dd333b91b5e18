import type { EditionReport } from "@/lib/datasets/edition-report";
import type { Frequency } from "@/lib/kernel/period";
import type { Confidence, Status } from "@/lib/kernel/status";
import type { EntityKind } from "@/lib/entities/kinds";
import type { Grade, Graded } from "@/lib/provenance/grade";

/** One sequence of observations and what tells it apart. */
export type SeriesInfo = {
  code: string;
  dataset: string;
  measure: string;
  dims: Record<string, string>;
  title: string;
  unit: string;
  frequency: Frequency;
};

/** One value of a series for one period, as known from `knownAt` on. Null is unknown, never zero. */
export type Observation = {
  series: string;
  measure: string;
  dims: Record<string, string>;
  unit: string;
  frequency: Frequency;
  period: string;
  periodEnd: string | null;
  periodLabel: string | null;
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  confidence: Confidence | null;
  knownAt: string;
  source: string;
  note: string | null;
};

/** A source as it was recorded. */
export type RecordedSource = {
  key: string;
  title: string;
  publisher: string;
  url: string | null;
  published: string | null;
  kind: string;
  licence: string | null;
  reliability: string | null;
};

/** A source as readers get it: with its grade, why it has it, and whether the rule or an analyst gave it. */
export type Source = RecordedSource & { grade: Grade; gradeWhy: string; gradeBy: Graded["by"] };

/** What a subscriber sees of a published change set, per dataset: its number, who published it, when and why. */
export type Release = {
  dataset: string;
  number: number;
  publishedAt: string;
  author: string;
  authorKind: "person" | "connector" | "starter";
  reason: string;
  appended: number;
  series: number;
};

/** The run of a connector that read a number, and the bytes that it read: names and SHA-256 of the first of them. */
export type ReadBy = { run: number; connector: string; count: number; payloads: { name: string; hash: string }[] };

/** Where a number came from: what stands now and everything that stood before it, newest first. */
export type Vintage = Omit<Observation, "series" | "measure" | "dims" | "unit" | "frequency" | "source"> & {
  source: Source;
  /** True where nobody said how sure it is, so that its confidence follows the rule. */
  confidenceByRule: boolean;
  /** When and by what it was published; null where that was later than its reader may know. */
  recordedAt: string | null;
  release: Release | null;
  /** Null where no connector read it. */
  readBy: ReadBy | null;
};

export type Trace = { series: SeriesInfo; period: string; vintages: Vintage[] };

export type EntityAttributes = Record<string, string | number | boolean>;

/** A thing that numbers are about, as known at the moment of reading. */
export type Entity = {
  kind: EntityKind;
  slug: string;
  name: string;
  aliases: string[];
  /** The slugs of those that were merged into it. */
  formerly: string[];
  /** Whether anybody had described it by then; else only numbers about it were known, and nothing here but its name is. */
  described: boolean;
  attributes: EntityAttributes;
  verified: boolean;
  /** Since when what stands here is known. */
  knownAt: string;
  /** Since when anything of it is known: the first number about it, or its first description. */
  knownSince: string;
  source: string | null;
  note: string | null;
};

export type Relation = {
  from: { kind: EntityKind; slug: string; name: string };
  relation: string;
  to: { kind: EntityKind; slug: string; name: string };
  since: string | null;
  until: string | null;
  source: string;
  note: string | null;
};

/** A dated happening: a launch, a price cut, a qualification. `occurredOn` may be no finer than a month or year. */
export type EventPin = {
  key: string;
  dataset: string;
  occurredOn: string;
  kind: string;
  title: string;
  subjects: string[];
  source: string;
  knownAt: string;
  note: string | null;
};

/** How far along a dataset is: newest knowledge, newest period, how much of it there is. */
export type Freshness = {
  dataset: string;
  series: number;
  observations: number;
  newestKnownAt: string | null;
  newestPeriod: string | null;
  release: number;
  releasedAt: string | null;
  /** The key of what is read of it now: it changes with each release, and with what sources and entities are shown as. */
  state: string;
};

/** How many periods of a series have a value, the last of them, and of which statuses the values are. */
export type SeriesLength = { series: string; periods: number; last: string; statuses: Status[] };

/** A frozen state of a dataset as lists show it; sha256 is that of the CSV. Without either it is being made. */
export type EditionLine = {
  dataset: string;
  label: string;
  release: number;
  changeSetId: number;
  closedAt: string;
  closedBy: string;
  note: string;
  rows: number | null;
  sha256: string | null;
};

export type Edition = EditionLine & { rows: number; sha256: string; report: EditionReport };

/** The three things that are told apart: values with new information, errors put right, and how numbers are made. */
export type RecordKind = "revisions" | "corrections" | "methods";

/** What stood for a value: a point, a range or both; a withdrawal has neither. */
export type Statement = { value: number | null; low: number | null; high: number | null; status: Status };

/** One value that a publication changed. Its figures are null for who may not read them, or not yet. */
export type RecordChange = {
  series: string;
  title: string;
  frequency: Frequency;
  period: string;
  periodLabel: string | null;
  /** What is cited of the source is null for whom the figures are. */
  source: { publisher: string; kind: string; cited: { title: string; url: string | null } | null } | null;
  figures: { measure: string; unit: string; before: Statement; after: Statement; note: string | null } | null;
};

/** One publication, or one version of a methodology, as the public record tells it. `changes` is cut, `count` is not. */
export type RecordEntry = {
  key: string;
  kind: RecordKind;
  dataset: string;
  at: string;
  /** Who published, where the reader may know; null in public. */
  author: string | null;
  authorKind: Release["authorKind"];
  words: string;
  version: string | null;
  count: number;
  changes: RecordChange[];
};
