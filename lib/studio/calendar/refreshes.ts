import type { Queryable } from "@/db/client";
import { findDataset } from "@/lib/datasets/registry";
import { connectors } from "@/lib/ingest/index";
import { readStates, standingOf } from "@/lib/ingest/schedule/connector-states";
import { lastSlot, nextSlot } from "@/lib/ingest/schedule/due";

/** When a source is asked next by itself, for the datasets that it feeds. Nobody planned it: its schedule says so. */
export type Refresh = {
  connector: string;
  title: string;
  datasets: string[];
  zone: string;
  /** The slot before the next, and the two that come. */
  last: string;
  next: string;
  afterNext: string;
  /** Whether it comes so seldom that readers may wait for it. */
  seldom: boolean;
};

const DAY_MS = 86_400_000;

/** The sources that are on, in the order in which they are asked next. */
export async function readRefreshes(sql: Queryable, at: Date): Promise<Refresh[]> {
  const states = await readStates(sql);
  const found = connectors.flatMap((connector): Refresh[] => {
    const { slug, title, cadence } = connector;
    const datasets = connector.datasets.filter((one) => findDataset(one));
    if (!standingOf(connector, states.get(slug)).on || datasets.length === 0) return [];
    const next = nextSlot(cadence, at);
    const afterNext = nextSlot(cadence, next);
    // A source of working days pauses over a week-end and is not seldom for that.
    const seldom = afterNext.getTime() - next.getTime() > 4 * DAY_MS;
    const [last, zone] = [lastSlot(cadence, at).toISOString(), cadence.timeZone];
    const slots = { last, next: next.toISOString(), afterNext: afterNext.toISOString() };
    return [{ connector: slug, title, datasets, zone, ...slots, seldom }];
  });
  return found.toSorted((a, b) => a.next.localeCompare(b.next) || a.connector.localeCompare(b.connector));
}
