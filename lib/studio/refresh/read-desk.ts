import type { Database } from "@/db/client";
import { analystFor, knowsAnalysts } from "@/lib/access/analysts";
import { demandRole } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { env } from "@/lib/env";
import type { Connector } from "@/lib/ingest/connector";
import type { RunState, Trigger } from "@/lib/ingest/run/run-rows";
import { readStates, standingOf } from "@/lib/ingest/schedule/connector-states";
import { nextFetch } from "@/lib/ingest/schedule/due";
import { type DeadLetter, deadLetters } from "@/lib/jobs/queue";
import { now } from "@/lib/kernel/clock";
import { database } from "@/lib/store/database";
import { type Backlog, readBacklogs } from "@/lib/store/publications/backlog";
import { openConnectors } from "./open-connectors";

/** A run as lists show it. */
export type RunLine = {
  id: number;
  connector: string;
  trigger: Trigger;
  startedBy: string;
  replayOf: number | null;
  startedAt: string;
  endedAt: string | null;
  state: RunState;
  requests: number;
  bytes: number;
  seen: number;
  accepted: number;
  appended: number;
  held: number;
  rejected: number;
  passed: number;
  error: string | null;
};

export type ConnectorLine = {
  slug: string;
  title: string;
  datasets: string[];
  cron: string;
  timeZone: string;
  role: Connector["role"];
  licence: string;
  attribution: string;
  on: boolean;
  because: string | null;
  paused: boolean;
  switchable: boolean;
  turnedOn: boolean;
  next: string | null;
  lastWell: string | null;
  runs: RunLine[];
  heldOpen: number;
  trouble: string | null;
  troubleKind: string | null;
};

export type Desk = { lines: ConnectorLine[]; contact: boolean; givenUp: DeadLetter[]; deliveries: Backlog[] };

const RUNS_SHOWN = 30;

/** Who or what started a run, as the viewer may know it. */
export const starterFor = (viewer: Viewer, { trigger, startedBy }: Pick<RunLine, "trigger" | "startedBy">): string =>
  trigger === "person" || trigger === "replay" ? analystFor(viewer, startedBy) : startedBy;

/** The latest runs of each connector that is the viewer's to see, newest first. */
export async function latestRuns(db: Database, viewer: Viewer, each: number): Promise<RunLine[]> {
  const open = openConnectors(viewer).map((one) => one.slug);
  const rows = await db.sql<RunLine[]>`
    select * from (
      select id::int, connector, trigger, started_by as "startedBy", replay_of::int as "replayOf",
        to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
        to_char(ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt", state, requests, bytes::float8 as bytes, seen, accepted,
        appended, held, rejected, passed, error, row_number() over (partition by connector order by id desc) as nth
      from connector_run where connector = any(${open})
    ) numbered where nth <= ${each} order by connector, id desc`;
  return rows.map((run) => ({ ...run, startedBy: starterFor(viewer, run) }));
}

async function openHolds(db: Database): Promise<Map<string, number>> {
  const rows = await db.sql<{ connector: string; count: number }[]>`
    select connector, count(*)::int as count from held_item where state = 'held' group by connector`;
  return new Map(rows.map((row) => [row.connector, row.count]));
}

const WELL = new Set<RunState>(["published", "unchanged", "held"]);

/** Every connector that feeds what the viewer works on, with how it stands and its latest runs. Throws forbidden for who is no analyst. */
export async function readDesk(viewer: Viewer, db: Database = database()): Promise<Desk> {
  demandRole(viewer, "analyst");
  const [states, runs, holds, givenUp, deliveries] = await Promise.all([
    readStates(db.sql),
    latestRuns(db, viewer, RUNS_SHOWN),
    openHolds(db),
    // What failed of the whole installation is the house's to mend.
    knowsAnalysts(viewer) ? deadLetters(db.sql) : [],
    knowsAnalysts(viewer) ? readBacklogs(db.sql) : [],
  ]);
  const lines = openConnectors(viewer).map((connector): ConnectorLine => {
    const { slug, title, datasets, role, licence, attribution, cadence } = connector;
    const state = states.get(slug);
    const standing = standingOf(connector, state);
    const own = runs.filter((run) => run.connector === slug);
    return {
      slug,
      title,
      datasets,
      role,
      licence,
      attribution,
      cron: cadence.cron,
      timeZone: cadence.timeZone,
      on: standing.on,
      because: standing.on ? null : standing.because,
      paused: Boolean(state?.pausedAt),
      switchable: connector.offBecause !== undefined,
      turnedOn: Boolean(state?.turnedOn),
      next: nextFetch(connector, standing, now())?.toISOString() ?? null,
      lastWell: own.find((run) => WELL.has(run.state))?.startedAt ?? null,
      runs: own,
      heldOpen: holds.get(slug) ?? 0,
      trouble: state?.trouble ?? null,
      troubleKind: state?.troubleKind ?? null,
    };
  });
  return { lines, contact: env().HALFPITCH_CONTACT !== undefined, givenUp, deliveries };
}
