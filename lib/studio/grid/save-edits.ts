import { z } from "zod";
import type { Database } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { Day } from "@/lib/kernel/period";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import { type CellEdit, type EditOutcome, StepKind } from "../drafts/draft";
import { editDraft } from "../drafts/edit-draft";
import { keepMine } from "../drafts/keep-mine";
import { openDraft } from "../drafts/open-draft";
import { readDraft } from "../drafts/read-draft";
import { readDraftCells } from "../drafts/read-draft-cells";
import { redoDraft, undoDraft } from "../drafts/undo-draft";
import type { Missing } from "./grid";
import { type Doubt, readDoubts } from "./read-doubts";
import { readMissing } from "./read-missing";

/** What an act did to the draft, what its cells lack now, and what is asked about the sources of those it touched. */
export type Saved = { outcome: EditOutcome; missing: Missing; doubts: Doubt[] };

const savedAs = async (db: Database, outcome: EditOutcome): Promise<Saved> => ({
  outcome,
  missing: await readMissing(db, outcome.draft),
  doubts: await readDoubts(db, outcome),
});

const owned = { person: z.string().min(1), dataset: Slug };

/** `draft` null means the viewer's open draft, which is made where there is none. `person` is whose edits they are. */
export const SaveEdits = z.strictObject({
  ...owned,
  draft: z.number().int().positive().nullable(),
  kind: StepKind,
  // Each edit is judged by itself further in, so that one bad cell costs no other.
  edits: z.array(z.custom<CellEdit>()).min(1).max(200_000),
});
export type SaveEdits = z.input<typeof SaveEdits>;

const Place = z.strictObject({ series: z.string().max(300), period: Day });
const draft = z.number().int().positive();

export const DraftAct = z.discriminatedUnion("what", [
  z.strictObject({ ...owned, what: z.literal("undo"), draft }),
  z.strictObject({ ...owned, what: z.literal("redo"), draft }),
  z.strictObject({ ...owned, what: z.literal("keep"), draft, places: z.array(Place).min(1).max(5000) }),
]);
export type DraftAct = z.input<typeof DraftAct>;

// A queue of edits may outlive a session: it must not end up in the draft of whoever signs in next.
function demandSamePerson(viewer: Viewer, person: string): void {
  if (viewer.personId !== person)
    throw new AppError(
      "conflict",
      `You are signed in as ${viewer.name}, and these edits are somebody else's. They are kept in this browser until that person signs in.`,
      [{ field: "person", message: "somebody else" }],
    );
}

/**
 * Takes the edits of the grid into the viewer's draft, made where there is none yet. Throws forbidden, and conflict
 * where the draft is no longer open or the edits are another person's.
 */
export async function saveEdits(viewer: Viewer, input: SaveEdits, db: Database = database()): Promise<Saved> {
  demandAnalyst(viewer, input.dataset);
  const { person, dataset, draft: id, kind, edits } = SaveEdits.parse(input);
  demandSamePerson(viewer, person);
  const open = id ?? (await openDraft(viewer, { dataset }, db)).id;
  const outcome = await editDraft(viewer, { draft: open, edits, kind }, db);
  return savedAs(db, outcome);
}

/** Takes back the newest step of a draft, does it again, or keeps cells although what is published changed under them. */
export async function actOnDraft(viewer: Viewer, input: DraftAct, db: Database = database()): Promise<Saved> {
  demandAnalyst(viewer, input.dataset);
  const act = DraftAct.parse(input);
  demandSamePerson(viewer, act.person);
  const outcome = await outcomeOf(viewer, act, db);
  return savedAs(db, outcome);
}

async function outcomeOf(viewer: Viewer, act: z.output<typeof DraftAct>, db: Database): Promise<EditOutcome> {
  switch (act.what) {
    case "undo":
      return undoDraft(viewer, { draft: act.draft }, db);
    case "redo":
      return redoDraft(viewer, { draft: act.draft }, db);
    case "keep":
      return keep(viewer, act, db);
  }
}

async function keep(
  viewer: Viewer,
  act: { draft: number; places: { series: string; period: string }[] },
  db: Database,
) {
  await keepMine(viewer, { draft: act.draft, places: act.places }, db);
  const series = [...new Set(act.places.map((one) => one.series))];
  const cells = await readDraftCells(viewer, { draft: act.draft, series }, db);
  return { draft: await readDraft(viewer, act.draft, db), cells, removed: [], refused: [], rivals: [] };
}
