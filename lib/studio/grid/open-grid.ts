import type { Database } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { datasetOf } from "@/lib/datasets/registry";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import type { Day } from "@/lib/kernel/period";
import { database } from "@/lib/store/database";
import type { Draft } from "../drafts/draft";
import { listDrafts, readDraft } from "../drafts/read-draft";
import { readUsualStamp, type UsualStamp } from "../settings/usual-stamp";
import type { GridPart } from "./grid";
import type { GridView } from "./grid-view";
import { type FilterChoices, readFilters } from "./read-filters";
import { isByDay } from "./columns";
import { type DayWindow, readDayWindow } from "./read-columns";
import { readGrid } from "./read-grid";

type Option = { value: string; label: string };

/** Everything that the page of a grid begins with. */
export type OpenedGrid = {
  definition: DatasetDefinition;
  first: GridPart;
  filters: FilterChoices[];
  /** The dimensions in front of the values, each with its width in pixels. */
  headers: { key: string; label: string; width: number }[];
  sorts: Option[];
  /** The periods from and to which columns may be chosen; by days they are too many for a list, and null. */
  periods: Option[] | null;
  window: DayWindow | null;
  /** What an edit starts with where the person has chosen nothing yet. */
  usual: UsualStamp;
  /** The day on this server, by which the browser tells what lies ahead. */
  today: Day;
  /** Why nothing can be changed here, where nothing can. */
  locked: string | null;
  /** The viewer's own drafts that wait for review or publication: their values are marked here, and edited no longer. */
  waiting: Pick<Draft, "id" | "state">[];
};

const today = (): Day => now().toISOString().slice(0, 10);

const PX_PER_LETTER = 7;
const [LEAST_PX, MOST_PX] = [64, 170];

/** The draft that is edited: the one asked for, else the viewer's own open one. Looking makes none. */
async function draftOf(viewer: Viewer, dataset: string, asked: number | null, db: Database): Promise<Draft | null> {
  if (asked !== null) {
    const draft = await readDraft(viewer, asked, db);
    if (draft.dataset !== dataset) throw new AppError("not_found", `There is no draft ${asked} of this dataset.`);
    return draft;
  }
  const own = await listDrafts(viewer, { dataset, states: ["draft"], mine: true }, db);
  return own.find((one) => one.revertsId === null) ?? null;
}

/** The viewer's own drafts that wait, besides the one that is shown. */
async function waitingOf(viewer: Viewer, dataset: string, shown: number | null, db: Database) {
  const own = await listDrafts(viewer, { dataset, states: ["in review", "approved", "scheduled"], mine: true }, db);
  return own.filter((one) => one.id !== shown).map(({ id, state }) => ({ id, state }));
}

function lockOf(viewer: Viewer, draft: Draft | null): string | null {
  if (viewer.viewedBy) return `You are viewing as ${viewer.name}: nothing can be changed.`;
  if (draft === null) return null;
  if (draft.authorId !== viewer.personId)
    return `This is ${draft.author}'s draft: it can be read, and commented on its page.`;
  return draft.state === "draft" ? null : `This draft is ${draft.state}: it can be read and no longer edited.`;
}

/** Opens the grid of a dataset for an analyst. Throws forbidden, not_found and invalid. */
export async function openGrid(viewer: Viewer, view: GridView, db: Database = database()): Promise<OpenedGrid> {
  const { dataset: slug, measure } = view.query;
  demandStudioReader(viewer, slug);
  const dataset = datasetOf(slug);
  const draft = await draftOf(viewer, slug, view.draft, db);
  const [first, filters] = await Promise.all([
    readGrid(viewer, { ...view.query, draft: draft?.id ?? null }, db),
    readFilters(viewer, { dataset: slug, measure }, db),
  ]);
  const frequency = dataset.measures[measure]?.frequency ?? "day";
  const whole = { dataset: slug, measure, draft: draft?.id ?? null, limit: 0 };
  const everything = isByDay(frequency) ? first : await readGrid(viewer, whole, db);
  const window = await readDayWindow(db.sql, whole, frequency, first);
  const periods = everything.columns.map(({ period, label }) => ({ value: period, label })).toReversed();
  const headers = filters
    .filter(({ key }) => view.shown.includes(key))
    .map(({ key, label, options }) => {
      const letters = Math.max(label.length, ...options.map((one) => one.label.length));
      return { key, label, width: Math.min(MOST_PX, Math.max(LEAST_PX, letters * PX_PER_LETTER + 12)) };
    });
  const sorts = [
    { value: "title", label: "Name" },
    { value: "code", label: "Code" },
    ...filters.map(({ key, label }) => ({ value: key, label })),
    ...periods.map(({ value, label }) => ({ value, label: `Value of ${label}` })),
  ];
  // What the browser needs of the definition; its prose stays here.
  const definition = { ...dataset, methodology: "", description: "", starter: undefined };
  const usual = await readUsualStamp(viewer, db.sql, slug);
  const waiting = await waitingOf(viewer, slug, draft?.id ?? null, db);
  const lock = lockOf(viewer, draft);
  const chosen = isByDay(frequency) ? null : periods;
  return {
    definition,
    first,
    filters,
    headers,
    sorts,
    periods: chosen,
    window,
    usual,
    today: today(),
    locked: lock,
    waiting,
  };
}
