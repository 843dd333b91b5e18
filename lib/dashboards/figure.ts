import type { Confidence, Status } from "@/lib/kernel/status";
import type { Rhythm } from "./gaps";

/** Leads back to one stored number: its series and period. */
export type NumberRef = { series: string; period: string };

/**
 * What something shown rests on, by the sources' keys: `source` is that of the one stored number or statement that it
 * is, `sources` are those of all that it was computed from.
 */
export type Sourced = { source?: string; sources?: readonly string[] };

/** A value in a chart. `low`/`high` are the ends of a stated range or quartiles; null is a gap, never zero. */
export type ChartPoint = Sourced & {
  /** ISO day on a time axis, a category's text otherwise. */
  x: string;
  /** The first day of the period that a category stands for. */
  on?: string;
  y: number | null;
  low?: number | null;
  high?: number | null;
  status: Status;
  ref?: NumberRef;
};

/**
 * One line, row of bars, cloud of points or range of a chart. `key` decides the colour and is an entity's slug where
 * there is one, so that a company has its colour everywhere. `band` shades low to high around the line. A line breaks
 * where one of its periods is missing: `rhythm` says how often it has a value, where its days do not show it.
 */
export type ChartSeries = {
  key: string;
  name: string;
  shape: "line" | "step" | "points" | "bar" | "range";
  points: ChartPoint[];
  rhythm?: Rhythm;
  stack?: string;
  band?: boolean;
  muted?: boolean;
};

/** A dated happening drawn on a time axis. */
export type ChartPin = Sourced & { on: string; label: string };

/** All that a chart shows, as plain data: the server draws it as SVG and the browser makes it interactive. */
export type ChartSpec = {
  x: "time" | "category";
  /** The order of the categories; unused on a time axis. */
  categories?: string[];
  horizontal?: boolean;
  unit: string;
  decimals: number;
  log?: boolean;
  /** Keeps zero on the value axis: needed for bars, misleading for none. */
  fromZero?: boolean;
  series: ChartSeries[];
  pins?: ChartPin[];
  /** One sentence that says what the chart shows, read out by a screen reader. */
  summary: string;
};

/**
 * One cell. A number that is stored carries `ref` and `source`; a computed one carries `derivation`, in words, and the
 * `sources` of what it was computed from.
 */
export type Cell = Sourced & {
  value: number | string | boolean | null;
  /** What is written where the plain value would not do, such as `2.10–2.60` or `not assessed`. */
  text?: string;
  low?: number | null;
  high?: number | null;
  status?: Status;
  confidence?: Confidence | null;
  knownAt?: string;
  ref?: NumberRef;
  derivation?: string;
  href?: string;
};

export type Column = {
  key: string;
  label: string;
  kind: "text" | "number" | "day" | "period";
  unit?: string;
  decimals?: number;
};

export type Row = Record<string, Cell>;

/** A table of exactly what a chart shows; the page, its CSV and the screen reader all use this one. */
export type TableModel = { columns: Column[]; rows: Row[] };

/**
 * A chart with its table and words. `title` is a finding; `note` says what a reader must know to read it rightly. Its
 * sources are never listed: `withSources` derives them from what it shows.
 */
export type Figure = {
  id: string;
  title: string;
  subtitle: string;
  chart: ChartSpec | null;
  table: TableModel;
  sources?: never;
  note?: string;
  /** Why there is nothing to show, where there is nothing. */
  empty?: string;
  /** True where the viewer's organisation has no right to the dataset. */
  forbidden?: string;
};

/** A figure as a page gets it, with the keys of the sources of what it shows. Made by `withSources` alone. */
export type SourcedFigure = Omit<Figure, "sources"> & { readonly sources: readonly string[] };
