import type { Transaction } from "@/db/client";
import { datasetOf } from "@/lib/datasets/registry";
import { cellsAt, type Place } from "./cell-rows";
import type { CellContent, DraftCell, Refused, StepKind } from "./draft";
import { knownEntities } from "./known-entities";
import type { LockedDraft } from "./lock-draft";
import { type SoundEdit, sortEdits } from "./sort-edits";
import { type Act, writeCells } from "./write-cells";

/** What edits did: the places that changed, those where nothing is proposed any more, and what was not taken. */
export type Applied = { changed: Place[]; removed: Place[]; refused: Refused[]; version: number };

const BATCH = 5000;

const contentOf = ({
  value,
  low,
  high,
  status,
  confidence,
  source,
  reason,
  note,
  periodEnd,
  periodLabel,
}: CellContent) => JSON.stringify([value, low, high, status, confidence, source, reason, note, periodEnd, periodLabel]);

const saysTheSame = (cell: DraftCell | undefined, content: CellContent | null): boolean =>
  cell === undefined ? content === null : content !== null && contentOf(cell) === contentOf(content);

/** Parts a batch into what is to be written and what another hand has changed meanwhile; what says nothing new is neither. */
async function against(tx: Transaction, draft: number, batch: readonly SoundEdit[]) {
  const places = batch.map(({ series, place }) => ({ series, period: place.period }));
  const standing = new Map((await cellsAt(tx, draft, places)).map((cell) => [`${cell.series} ${cell.period}`, cell]));
  const wanted: SoundEdit[] = [];
  const refused: Refused[] = [];
  for (const edit of batch) {
    const cell = standing.get(`${edit.series} ${edit.place.period}`);
    if (saysTheSame(cell, edit.content)) continue;
    if (edit.expects === null || edit.expects === (cell?.version ?? 0)) wanted.push(edit);
    else
      refused.push({
        series: edit.series,
        period: edit.place.period,
        code: "conflict",
        field: null,
        message: "This cell was changed elsewhere meanwhile. Both values are kept here; choose one.",
        mine: edit.content,
        theirs: cell ?? null,
      });
  }
  return { wanted, refused };
}

/**
 * Takes edits into a draft that this transaction holds, as one step that can be undone. Each edit stands for itself:
 * what the definition does not allow and what somebody else has changed meanwhile is refused, the rest is kept.
 */
export async function applyEdits(
  tx: Transaction,
  draft: LockedDraft,
  given: {
    edits: readonly unknown[];
    kind: StepKind;
    personId: string;
    /** Told before each stretch how many edits are done; where it throws, the transaction comes to nothing. */
    onBatch?: (done: number) => void;
  },
): Promise<Applied> {
  const dataset = datasetOf(draft.dataset);
  const exists = await knownEntities(tx, draft, dataset, given.edits);
  const { sound, refused } = await sortEdits(dataset, given.edits, exists);
  const act: Act = { step: null, kind: given.kind, version: draft.version + 1, personId: given.personId };
  const done: Applied = { changed: [], removed: [], refused, version: draft.version };
  for (let at = 0; at < sound.length; at += BATCH) {
    given.onBatch?.(at);
    const { wanted, refused: late } = await against(tx, draft.id, sound.slice(at, at + BATCH));
    refused.push(...late);
    if (wanted.length === 0) continue;
    act.step = await writeCells(tx, draft, act, wanted);
    for (const { series, place, content } of wanted)
      (content === null ? done.removed : done.changed).push({ series, period: place.period });
  }
  if (act.step !== null) {
    done.version = act.version;
    draft.version = act.version;
    draft.head_step = act.step;
  }
  return done;
}
