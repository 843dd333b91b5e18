import type { DatasetDefinition } from "@/lib/datasets/define";
import { seriesCode } from "@/lib/datasets/series-code";
import { now } from "@/lib/kernel/clock";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import type { SavedOnWire } from "@/lib/studio/grid/wire";
import { Refusal, sendAct, sendEdits } from "./api";
import { type Act, KeptActs, type Owner } from "./kept-acts";

/** How saving stands. `waiting` counts edits that the server has not acknowledged; all of them are kept here. */
export type SavingState = {
  phase: "saved" | "saving" | "offline" | "signed-out" | "stopped";
  waiting: number;
  savedAt: Date | null;
  /** Why it stopped, in words. */
  words: string | null;
  /** The draft is no longer open: a new one can take the edits. */
  closed: boolean;
  /** This browser has no room to keep what waits. */
  crowded: boolean;
};

/** What the queue tells: acts that were saved, acts that were refused as a whole, and how saving stands. */
export type QueueListener = {
  saved: (act: Act, saved: SavedOnWire) => void;
  dropped: (act: Act, words: string) => void;
  changed: () => void;
};

const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];
const SIGNED_OUT_MS = 4000;

export const placeKey = (series: string, period: string): string => `${series} ${period}`;

const countOf = (acts: readonly Act[]): number =>
  acts.reduce((sum, act) => sum + (act.what === "edit" ? act.edits.length : 1), 0);

/**
 * Sends acts to the server one after the other, in the order in which they were done, and keeps them in this browser
 * until each is acknowledged: a lost connection, an ended session or a closed tab loses nothing.
 */
export class EditQueue {
  state: SavingState = { phase: "saved", waiting: 0, savedAt: null, words: null, closed: false, crowded: false };
  draft: number | null;
  readonly #owner: Owner;
  readonly #dataset: DatasetDefinition;
  #listener: QueueListener = { saved: () => undefined, dropped: () => undefined, changed: () => undefined };
  readonly #kept: KeptActs;
  #acts: Act[] = [];
  #sending = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: Owner, dataset: DatasetDefinition, draft: number | null) {
    this.#owner = owner;
    this.#dataset = dataset;
    this.#kept = new KeptActs(owner);
    this.draft = draft;
  }

  /** Who is told from now on. */
  attach(listener: QueueListener): void {
    this.#listener = listener;
    listener.changed();
  }

  /** What waits, oldest first. */
  get acts(): readonly Act[] {
    return this.#acts;
  }

  /** Takes over what earlier tabs left, and begins to send. */
  async begin(): Promise<void> {
    const left = await this.#kept.adopt(this.draft);
    if (left.length > 0) {
      this.#acts = [...left, ...this.#acts];
      this.#changed();
    }
    this.retry();
  }

  push(act: Act): void {
    this.#acts.push(act);
    this.#changed();
    void this.#send();
  }

  /** Takes the newest act back where it is an edit that has not been sent. Undoing it needs no server then. */
  takeBack(): boolean {
    const last = this.#acts.at(-1);
    if (last?.what !== "edit" || (this.#acts.length === 1 && this.#sending)) return false;
    this.#acts.pop();
    this.#changed();
    return true;
  }

  /** Tries at once. */
  retry(): void {
    clearTimeout(this.#timer);
    void this.#send();
  }

  /** Goes on in a new draft where the one that was edited is no longer open. */
  startAfresh(): void {
    this.draft = null;
    this.retry();
  }

  #changed(change: Partial<SavingState> = {}): void {
    const crowded = !this.#kept.write(this.draft, this.#acts);
    const waiting = countOf(this.#acts);
    const phase = waiting === 0 ? "saved" : this.state.phase === "saved" ? "saving" : this.state.phase;
    this.state = { ...this.state, phase, waiting, crowded, ...change };
    this.#listener.changed();
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let act = this.#acts[0]; act; act = this.#acts[0]) {
        const saved = await this.#post(act);
        this.#failures = 0;
        this.#acts.shift();
        if (saved) this.#acknowledge(act, saved);
        const phase = this.#acts.length === 0 ? "saved" : "saving";
        this.#changed({ phase, words: null, closed: false, ...(saved ? { savedAt: now() } : {}) });
        if (saved) this.#listener.saved(act, saved);
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#sending = false;
    }
  }

  /** Null where the act was refused as a whole and is given up. */
  async #post(act: Act): Promise<SavedOnWire | null> {
    try {
      const { draft } = this;
      if (act.what === "edit") return await sendEdits({ ...this.#owner, draft, kind: act.kind, edits: act.edits });
      if (draft === null) return null;
      const { what } = act;
      return await sendAct(
        what === "keep" ? { ...this.#owner, what, draft, places: act.places } : { ...this.#owner, what, draft },
      );
    } catch (error) {
      const step = act.what !== "edit" && error instanceof Refusal && error.status === 409 && error.fields.length === 0;
      if (!(error instanceof Refusal) || (error.status !== 400 && !step)) throw error;
      this.#listener.dropped(act, error.message);
      return null;
    }
  }

  /** Later edits of the same cells follow upon what was just saved, and upon nothing else. */
  #acknowledge(act: Act, { outcome }: SavedOnWire): void {
    this.draft = outcome.draft.id;
    if (act.what !== "edit") return;
    const versions = new Map(outcome.cells.map((cell) => [placeKey(cell.series, cell.period), cell.version]));
    for (const one of outcome.removed) versions.set(placeKey(one.series, one.period), 0);
    const follow = (edit: CellEdit): CellEdit => {
      const series = seriesCode(this.#dataset, edit.place.dims, edit.place.measure);
      const expects = versions.get(placeKey(series, edit.place.period));
      return expects === undefined || edit.expects === undefined ? edit : { ...edit, expects };
    };
    this.#acts = this.#acts.map((one) => (one.what === "edit" ? { ...one, edits: one.edits.map(follow) } : one));
  }

  #fail(error: unknown): void {
    const refusal = error instanceof Refusal ? error : new Refusal(0, "The answer could not be read.");
    const again = (phase: SavingState["phase"], delayMs: number) => {
      this.#changed({ phase, words: refusal.message, closed: false });
      this.#timer = setTimeout(() => void this.#send(), delayMs);
    };
    if (refusal.status === 401) return again("signed-out", SIGNED_OUT_MS);
    if (refusal.status === 0 || refusal.status === 429 || refusal.status >= 500)
      return again("offline", RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? 1000);
    this.#changed({
      phase: "stopped",
      words: refusal.message,
      closed: refusal.status === 409 && refusal.fields.length === 0,
    });
  }
}

const queues = new Map<string, EditQueue>();

/** This tab's queue for a person and dataset: it outlives the page, so that going to another view loses nothing. */
export function queueOf(owner: Owner, dataset: DatasetDefinition, draft: number | null): EditQueue {
  const key = `${owner.person} ${owner.dataset}`;
  const queue = queues.get(key) ?? new EditQueue(owner, dataset, draft);
  queues.set(key, queue);
  if (queue.acts.length === 0) queue.draft = draft;
  return queue;
}
