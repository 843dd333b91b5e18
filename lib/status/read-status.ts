import type { Database } from "@/db/client";
import type { Reader } from "@/lib/access/reader";
import { datasets } from "@/lib/datasets/registry";
import { indexCadence } from "@/lib/indices/cadence";
import { INDEX } from "@/lib/indices/decide-indices";
import { connectors } from "@/lib/ingest/index";
import { readStates, standingOf } from "@/lib/ingest/schedule/connector-states";
import { nextFetch, nextSlot } from "@/lib/ingest/schedule/due";
import { now } from "@/lib/kernel/clock";
import { database } from "@/lib/store/database";
import { KEEPS_FAILING, NOBODY_DELIVERS_HOURS, readBacklogs } from "@/lib/store/publications/backlog";
import { type Age, ageOf } from "@/lib/models/dataset-age";
import type { Freshness } from "@/lib/store/rows";

/** How a dataset stands for its readers. */
export type DatasetStatus = Age<Freshness> & {
  page: string;
  staleAfterDays: number;
  /** Sources that refresh it, and when the next one runs. */
  feeds: {
    title: string;
    attribution: string;
    licence: string;
    on: boolean;
    lastWell: string | null;
    next: string | null;
  }[];
  next: string | null;
  held: number;
  /** By how many days the reader is held back; then nothing is told of what refreshes it. */
  delayDays: number;
};

/** Something that readers should know: a source that fails, is silent or is written no more, since when. */
export type Incident = { title: string; kind: string | null; datasets: string[]; since: string; words: string };
export type StatusModel = { datasets: DatasetStatus[]; incidents: Incident[] };

function placeOf(slug: string): Pick<DatasetStatus, "page" | "staleAfterDays"> {
  const definition = datasets().find((dataset) => dataset.slug === slug);
  return { page: definition?.page ?? `/data/${slug}`, staleAfterDays: definition?.staleAfterDays ?? 0 };
}

type Counts = { held: Map<string, number>; well: Map<string, string> };

async function readCounts(db: Database): Promise<Counts> {
  const [held, well] = await Promise.all([
    db.sql<{ dataset: string; count: number }[]>`
      select dataset, count(distinct series)::int as count from held_item where state = 'held' group by dataset`,
    db.sql<{ connector: string; at: string }[]>`
      select connector, to_char(max(started_at), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from connector_run
      where state in ('published', 'unchanged', 'held') group by connector`,
  ]);
  return {
    held: new Map(held.map((row) => [row.dataset, row.count])),
    well: new Map(well.map((row) => [row.connector, row.at])),
  };
}

/** That the index cannot be computed from what is published, or that nobody does, where that has gone on for a while. */
async function indexIncident(db: Database, readable: ReadonlySet<string>): Promise<Incident[]> {
  if (!readable.has(INDEX)) return [];
  const late = (await readBacklogs(db.sql)).find((one) => one.subscriber === "price-index");
  if (!late) return [];
  const told = { title: late.title, datasets: [INDEX] };
  const levels = "its levels keep the days that they are of.";
  if (late.failingSince && late.tries >= KEEPS_FAILING) {
    const words = `It is not computed from new prices at the moment; ${levels}`;
    return [{ ...told, kind: "failing", since: late.failingSince, words }];
  }
  if (!late.oldest || late.waitsHours < NOBODY_DELIVERS_HOURS) return [];
  const words = `It has not been computed from what was published since; ${levels}`;
  return [{ ...told, kind: "silent", since: late.oldest, words }];
}

/** A dataset as it stood on a past day, or as somebody sees it who is held back. What refreshed it then, and what was wrong, is told of today alone. */
const stoodAt = (one: Freshness, at: Date, delayDays: number): DatasetStatus => ({
  ...ageOf(one, at),
  ...placeOf(one.dataset),
  feeds: [],
  next: null,
  held: 0,
  delayDays,
});

/** How fresh each dataset is that the reader may see, what refreshes it and when next, and what is wrong. */
export async function readStatus(reader: Reader, db: Database = database()): Promise<StatusModel> {
  if (reader.asOfDay) {
    const then = await reader.freshness();
    return { datasets: then.map((one) => stoodAt(one, reader.asOf, 0)), incidents: [] };
  }
  const [fresh, states, counts] = await Promise.all([reader.freshness(), readStates(db.sql), readCounts(db)]);
  const at = now();
  const found = fresh.map((one): DatasetStatus => {
    // What runs today tells a delayed reader of what it brought.
    const delayDays = reader.delayDays(one.dataset);
    if (delayDays > 0) return stoodAt(one, at, delayDays);
    const feeds = connectors
      .filter((connector) => connector.datasets.includes(one.dataset))
      .map((connector) => {
        const standing = standingOf(connector, states.get(connector.slug));
        const { on } = standing;
        const next = nextFetch(connector, standing, at)?.toISOString() ?? null;
        const { title, attribution, licence, slug } = connector;
        return { title, attribution, licence, on, next, lastWell: counts.well.get(slug) ?? null };
      });
    if (one.dataset === INDEX)
      feeds.push({
        title: "Computed",
        attribution: "Computed by Halfpitch from GPU rental prices",
        licence: "",
        on: true,
        next: nextSlot(indexCadence, at).toISOString(),
        lastWell: counts.well.get(INDEX) ?? null,
      });
    const coming = feeds.flatMap((feed) => feed.next ?? []).toSorted();
    return {
      ...ageOf(one, at),
      ...placeOf(one.dataset),
      feeds,
      next: coming[0] ?? null,
      held: counts.held.get(one.dataset) ?? 0,
      delayDays,
    };
  });
  const readable = new Set(found.flatMap(({ dataset }) => (reader.delayDays(dataset) === 0 ? [dataset] : [])));
  const incidents = connectors.flatMap((connector): Incident[] => {
    const state = states.get(connector.slug);
    const own = connector.datasets.filter((dataset) => readable.has(dataset));
    if (!state?.trouble || !state.troubleSince || own.length === 0) return [];
    return [
      {
        title: connector.title,
        kind: state.troubleKind ?? null,
        datasets: own,
        since: state.troubleSince,
        words: state.trouble,
      },
    ];
  });
  return { datasets: found, incidents: [...incidents, ...(await indexIncident(db, readable))] };
}
