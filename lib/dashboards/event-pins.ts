import type { Reader } from "@/lib/access/reader";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { EventPin } from "@/lib/store/rows";
import type { ChartPin, ChartSpec, Figure } from "./figure";

/** As many as a chart can bear; a page of events has them all. */
const PINNED_MOST = 12;

/** Values by which a series says that it is about everything of a kind. */
const WHOLE = new Set(["all", "total", "any", "not-stated"]);

type Dims = Readonly<Record<string, string>>;
/** The words of the values that each dimension may have. A merged entity has those of the one that it was merged into. */
export type Words = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The day at which a happening is drawn: the first of the month or year where no more is known. */
export const dayOf = (occurredOn: string): string => `${occurredOn}-01-01`.slice(0, 10);

async function wordsOf(reader: Reader, dataset: DatasetDefinition): Promise<Words> {
  const entries = Object.entries(dataset.dimensions).map(async ([key, dimension]) => {
    const codes = "codes" in dimension ? Object.entries(dimension.codes) : [];
    return [
      key,
      "entity" in dimension ? await reader.entityNames(dimension.entity, dataset.slug) : new Map(codes),
    ] as const;
  });
  return new Map(await Promise.all(entries));
}

/**
 * Whether an event is about series of those dimensions: wherever it names values of one, theirs is among them, is the
 * whole, or is left open.
 */
export function isAboutSeries(event: Pick<EventPin, "subjects">, dims: Dims, words: Words): boolean {
  return [...words].every(([key, known]) => {
    const named = event.subjects.flatMap((one) => known.get(one) ?? []);
    const own = dims[key];
    return named.length === 0 || own === undefined || WHOLE.has(own) || named.includes(known.get(own) ?? own);
  });
}

function within(chart: ChartSpec, day: string): boolean {
  const days = chart.series.flatMap((one) => one.points.map((point) => point.x)).toSorted();
  return day >= (days[0] ?? "") && day <= (days.at(-1) ?? "");
}

/** The dimensions of the series that a chart draws, of those it is given. */
export function drawnDims(chart: ChartSpec | null, all: readonly { series: string; dims: Dims }[]): Dims[] {
  const drawn = new Set(chart?.series.flatMap((one) => one.points.map((point) => point.ref?.series)));
  return [...new Map(all.map((one) => [one.series, one.dims]))].flatMap(([code, dims]) =>
    drawn.has(code) ? [dims] : [],
  );
}

/**
 * A dataset's events as pins on a figure's time chart: those that are about any of the drawn series, the newest where
 * there are many. Any other figure is returned as it is. Throws forbidden without a right to the dataset.
 */
export async function pinEvents(
  reader: Reader,
  dataset: DatasetDefinition,
  figure: Figure,
  drawn: readonly Dims[],
): Promise<Figure> {
  const { chart } = figure;
  if (!chart || chart.x !== "time") return figure;
  const events = await reader.events({ dataset: dataset.slug });
  if (events.length === 0) return figure;
  const words = await wordsOf(reader, dataset);
  const about = events.filter(
    (event) => within(chart, dayOf(event.occurredOn)) && drawn.some((dims) => isAboutSeries(event, dims, words)),
  );
  if (about.length === 0) return figure;
  const shown = about.slice(-PINNED_MOST);
  const pins = shown.map((event): ChartPin => ({
    on: dayOf(event.occurredOn),
    label: event.title,
    source: event.source,
  }));
  const left = about.length - shown.length;
  const more = left > 0 ? `${left} earlier ${left === 1 ? "event is" : "events are"} not pinned.` : "";
  const note = [figure.note, more].filter(Boolean).join(" ");
  return {
    ...figure,
    chart: { ...chart, pins: [...(chart.pins ?? []), ...pins].toSorted((a, b) => a.on.localeCompare(b.on)) },
    ...(note ? { note } : {}),
  };
}
