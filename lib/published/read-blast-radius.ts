import { z } from "zod";
import type { Database, Transaction } from "@/db/client";
import { Reader } from "@/lib/access/reader";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { keeper } from "@/lib/store/keep";
import { newestChangeSet } from "@/lib/store/read-releases";
import { diffDraft } from "@/lib/studio/drafts/diff-draft";
import { CATALOGUE, type DiffLine, type Draft } from "@/lib/studio/drafts/draft";
import { dryRunDraft } from "@/lib/studio/drafts/dry-run";
import { readItems } from "@/lib/studio/drafts/items";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import {
  changesOfView,
  HOME,
  type LoadedView,
  loadView,
  withoutRepeats,
} from "@/lib/studio/blast-radius/figure-changes";
import { type BlastPart, counted } from "@/lib/studio/blast-radius/blast-part";
import { type ChangedSeries, pageViews } from "@/lib/studio/blast-radius/page-views";
import type { After, Before, Look } from "./subscriber";
import { previews } from "./subscribers";

/** Above this many values nothing is rehearsed: the publication of a large set would hold up everybody else's. */
export const MOST_CELLS = 5000;
const NOTHING_FOUND =
  "No figure, file or series was found to read differently; what is named here is shown by its new name from then on.";
const STATEMENT_MS = 4000;
const WHOLE_MS = 6000;
const OVERTAKEN = "Something else was published while this was being found out. Load the page again.";
const QUERY_CANCELED = "57014";

/** What a publication would change. `said` tells what was left out, or why nothing could be found out. */
export type BlastRadius = { parts: BlastPart[]; said: string | null };

const keep = keeper<BlastRadius>();
/** What else a draft touches besides the values of its dataset: the kinds of entities that it brings. */
async function touchedBy(db: Database, draft: Draft): Promise<Set<string>> {
  const items = await readItems(db.sql, draft.id);
  const kinds = items.flatMap(({ kind, key }) => (kind === "entity" ? [key.split("/")[0] ?? ""] : []));
  const events = items.flatMap(({ kind, proposal }) => (kind === "event" ? [String(proposal["dataset"])] : []));
  return new Set([...kinds, ...events, ...(draft.dataset === CATALOGUE ? [] : [draft.dataset])]);
}

/** The moment that a look inside a dry run stands on: after everything that was published in it. */
async function momentIn(tx: Transaction): Promise<Date> {
  const rows = await tx<{ ms: number }[]>`select ceil(extract(epoch from clock_timestamp()) * 1000)::float8 + 1 as ms`;
  return new Date(rows[0]?.ms ?? now().getTime());
}

type Rehearsal = { before: Before; loaded: readonly LoadedView[]; looks: readonly Look[]; newest: number };

/** Loads what stands: each state of a page that reads something that the draft touches, and what subscribers need. */
async function prepare(db: Database, viewer: Viewer, draft: Draft, lines: readonly DiffLine[]): Promise<Rehearsal> {
  const newest = await newestChangeSet(db.sql);
  const touched = await touchedBy(db, draft);
  const series = [
    ...new Map(
      lines.map(({ cell }): [string, ChangedSeries] => [
        cell.series,
        { dataset: draft.dataset, series: cell.series, measure: cell.measure, dims: cell.dims },
      ]),
    ).values(),
  ];
  const loaded: LoadedView[] = [];
  for (const view of [HOME, ...pageViews(series)])
    loaded.push(await loadView(view, (asked) => new Reader(db, viewer, null, now(), { asked })));
  const before = { db, viewer, draft, lines, series };
  const looks = await Promise.all(previews.map((preview) => preview(before)));
  return { before, loaded: loaded.filter((one) => [...one.reads].some((what) => touched.has(what))), looks, newest };
}

/** Loads the same states of pages while the draft stands published, as long as there is time, and lets subscribers look. */
async function lookAround(
  tx: Transaction,
  own: number | null,
  { before, loaded, looks, newest }: Rehearsal,
): Promise<BlastRadius> {
  if ((await newestChangeSet(tx, own)) !== newest) return { parts: [], said: OVERTAKEN };
  await tx`select set_config('statement_timeout', ${`${STATEMENT_MS}ms`}, true)`;
  const until = now().getTime() + WHOLE_MS;
  const moment = await momentIn(tx);
  const skipped = new Set<string>();
  const figures: After["figures"][number][] = [];
  for (const standing of loaded) {
    if (now().getTime() > until) skipped.add(standing.view.title);
    else
      figures.push(
        ...changesOfView(
          standing,
          await loadView(standing.view, () => new Reader({ sql: tx }, before.viewer, null, moment, { keeps: false })),
        ),
      );
  }
  const parts: BlastPart[] = [];
  for (const look of looks) {
    const part = await look({ tx, figures: withoutRepeats(figures) });
    if (part) parts.push(part);
  }
  if (skipped.size > 0) return { parts, said: `There was no time to look at ${[...skipped].join(", ")}.` };
  return { parts, said: parts.length === 0 ? NOTHING_FOUND : null };
}

async function allLines(viewer: Viewer, draft: Draft, db: Database): Promise<DiffLine[]> {
  if (draft.cells === 0) return [];
  const { lines } = await diffDraft(viewer, { draft: draft.id, limit: MOST_CELLS }, db);
  return lines.filter((one) => !one.same);
}

/** What a set says that is too large to be rehearsed: how much of it there is. */
async function onlyCounted(db: Database, draft: Draft): Promise<BlastRadius> {
  const rows = await db.sql<{ series: number }[]>`
    select count(distinct series)::int as series from draft_cell where draft_id = ${draft.id}`;
  const sizes = `${counted(draft.cells, "value")} of ${counted(rows[0]?.series ?? 0, "series", "series")}`;
  return {
    parts: [],
    said: `This draft proposes ${sizes}. Above ${MOST_CELLS.toLocaleString("en-US")} values pages are not loaded to compare them; each series' page, its CSV and API, the dataset's page and every figure that reads it will change.`,
  };
}

async function rehearse(db: Database, viewer: Viewer, draft: Draft): Promise<BlastRadius> {
  if (draft.cells > MOST_CELLS) return onlyCounted(db, draft);
  const lines = await allLines(viewer, draft, db);
  if (lines.length + draft.items === 0) return { parts: [], said: "Nothing would change: all of this stands already." };
  if (lines.some(({ cell }) => cell.source === null && cell.status !== "W"))
    return {
      parts: [],
      said: "Name the source of every value first: what would change is found out by rehearsing the publication.",
    };
  const rehearsal = await prepare(db, viewer, draft, lines);
  try {
    const seen = await dryRunDraft(db, draft, (tx, { changeSetId }) => lookAround(tx, changeSetId, rehearsal));
    return seen ?? { parts: [], said: "Nothing would change: all of this stands already." };
  } catch (error) {
    if (error instanceof AppError)
      return { parts: [], said: `What would change cannot be found out before this is mended: ${error.message}` };
    if (error instanceof Error && "code" in error && error.code === QUERY_CANCELED)
      return { parts: [], said: "Loading the pages took too long, and was given up. Nothing was changed by it." };
    throw error;
  }
}

/**
 * What publishing an open draft would change, and by how much: found by publishing it in a transaction that is rolled
 * back, and loading meanwhile what readers see. Kept until the draft or the store changes, or the day does.
 * Throws forbidden and not_found.
 */
export async function readBlastRadius(
  viewer: Viewer,
  given: { draft: number },
  db: Database = database(),
): Promise<BlastRadius> {
  const { draft: id } = z.strictObject({ draft: z.number().int().positive() }).parse(given);
  const draft = await readDraft(viewer, id, db);
  const day = now().toISOString().slice(0, 10);
  const { version, closesEdition } = draft;
  const key = JSON.stringify([
    db.url,
    id,
    version,
    closesEdition,
    // What is told depends on who asks: a right that was taken away answers no more.
    viewer.organisationId,
    viewer.role,
    viewer.entitlements,
    await newestChangeSet(db.sql),
    day,
  ]);
  return keep(key, () => rehearse(db, viewer, draft));
}
