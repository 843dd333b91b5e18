import type { Measure } from "@/lib/datasets/define";
import type { Day } from "@/lib/kernel/period";
import { type CellContent, isSettled } from "@/lib/studio/drafts/draft";
import type { GridPart, GridRow } from "@/lib/studio/grid/grid";
import type { NameLists } from "@/lib/studio/reading/name-book";
import type { SavedOnWire } from "@/lib/studio/grid/wire";
import { type CellView, type Trouble, viewRow } from "./cell-view";
import type { Stamp } from "./compose-content";
import { type EditQueue, placeKey, queueOf } from "./edit-queue";
import { GridRows } from "./grid-rows";
import { ColumnsInSight } from "./columns-in-sight";
import { findRows } from "./find-rows";
import type { Act } from "./kept-acts";
import { laidOver, type Layer, layersOf, pendingOf, seriesOf, troubleOf } from "./outcome";
import { readStamp, writeStamp } from "./kept-stamp";
import { type Layout, readLayout, writeLayout } from "./kept-layout";
import { PasteDesk } from "./paste-desk";
import type { PasteReport } from "./pasted";
import { namesOnce } from "./names-once";
import { type Present, presentIn } from "./present";
import type { Anchor, GridStart, SessionState } from "./session-state";

export type { GridStart, SessionState } from "./session-state";

const MANY = 5000;

/** One analyst's work in one grid: rows, edits on their way, and what could not be taken. Knows nothing of React. */
export class GridSession {
  readonly start: GridStart;
  /** The server's day, as last heard. */
  today: Day;
  readonly measure: Measure;
  readonly rows: GridRows;
  readonly labels: Record<string, Record<string, string>> = {};
  readonly queue: EditQueue;
  readonly paste = new PasteDesk();
  /** The names that the dimensions know, asked for once, or `anew`. Throws a Refusal. */
  readonly names: (anew?: boolean) => Promise<NameLists>;
  state: SessionState;
  /** Whether a cell whose editing begins keeps its text, or is typed over. */
  keepsText = false;
  /** The editor that is open; `drop` has it close without entering its text. */
  editor: { drop: () => void } | null = null;
  readonly #columns: ColumnsInSight;
  #pending = new Map<string, CellContent | null>();
  #troubles = new Map<string, Trouble>();
  #views = new Map<number, { version: number; cells: Map<Day, CellView> }>();
  #present: Present = new Map();
  #anchor: Anchor | null = null;
  /** Local rows of which the server has acknowledged something: they come from there now. */
  readonly #settled = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(start: GridStart) {
    const { dataset, query, first, person } = start;
    const measure = dataset.measures[query.measure];
    if (!measure) throw new Error(`${dataset.slug} has no measure ${query.measure}`);
    this.start = start;
    this.today = start.today;
    this.measure = measure;
    this.names = namesOnce(dataset.slug);
    this.rows = new GridRows(query, first, (part) => this.#arrived(part));
    this.queue = queueOf({ person, dataset: dataset.slug }, dataset, first.draft?.id ?? null);
    const layout = readLayout(person, dataset.slug, query.measure);
    this.#columns = new ColumnsInSight(first.columns, measure.frequency);
    this.state = {
      total: first.total,
      columns: this.#columns.inSight(layout),
      layout,
      draft: first.draft,
      missing: first.missing,
      stamp: readStamp(person, dataset.slug, start.usual),
      saving: this.queue.state,
      localRows: [],
      troubles: 0,
      remark: null,
      typing: null,
      pasted: null,
      failed: null,
      people: [],
      hearing: "yes",
    };
    this.learn(first.labels);
  }

  /** Hears from now on what becomes of edits, and has those sent that wait. */
  begin(): void {
    this.queue.attach({
      saved: (act, saved) => this.#saved(act, saved),
      dropped: (act, words) => this.#dropped(act, words),
      changed: () => this.#queueChanged(),
    });
    void this.queue.begin();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(change: Partial<SessionState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Remembers how dimension values are called. */
  learn(labels: GridPart["labels"]): void {
    for (const [key, values] of Object.entries(labels)) this.labels[key] = { ...this.labels[key], ...values };
  }

  #arrived(part: GridPart): void {
    this.learn(part.labels);
    const columns = this.#columns.take(part.columns) ? this.#columns.inSight(this.state.layout) : this.state.columns;
    if (columns !== this.state.columns) this.#views.clear();
    this.#tell({
      total: part.total,
      columns,
      draft: part.draft ?? this.state.draft,
      missing: part.missing,
      failed: this.rows.failed,
    });
  }

  /** The row at an index: of the server, or one that exists here alone. Null while it is on its way. */
  row(index: number): GridRow | null {
    return index < this.state.total ? this.rows.at(index) : (this.state.localRows[index - this.state.total] ?? null);
  }

  get length(): number {
    return this.state.total + this.state.localRows.length;
  }

  cell(index: number, column: Day): CellView | null {
    const row = this.row(index);
    if (!row) return null;
    const version = this.rows.version(index);
    const kept = this.#views.get(index);
    if (kept?.version === version) return kept.cells.get(column) ?? null;
    const cells = viewRow(row, this.state.columns, this.measure.frequency, this.over);
    this.#views.set(index, { version, cells });
    return cells.get(column) ?? null;
  }

  setStamp(change: Partial<Stamp>): void {
    const stamp = { ...this.state.stamp, ...change };
    writeStamp(this.start.person, this.start.dataset.slug, stamp);
    this.#tell({ stamp });
  }

  /** Says where the selection is by series, and how it is moved: rows that are read anew may stand elsewhere. */
  holds(anchor: Anchor | null): void {
    this.#anchor = anchor;
  }

  opensKeeping = (keeps: boolean): void => void (this.keepsText = keeps);

  /** A draft was made in passing: edits go into it from now on. */
  drafted(id: number): void {
    this.queue.draft ??= id;
    void this.reload();
  }

  remark = (remark: string | null): void => this.#tell({ remark });

  typed(typing: string | null): void {
    if (typing !== this.state.typing) this.#tell({ typing });
  }

  report = (pasted: PasteReport | null): void => this.#tell({ pasted });

  /** What lies over the rows of the store. */
  get over() {
    const settled = this.state.draft !== null && isSettled(this.state.draft.state);
    const shared = { ends: this.paste.ends, settled, present: this.#present };
    return { pending: this.#pending, troubles: this.#troubles, ...shared };
  }

  /** Shows further columns, for periods that nothing is published for yet. */
  showColumns(periods: Iterable<Day>): void {
    const here = new Set(this.state.columns.map((one) => one.period));
    const wanted = new Set([...periods].filter((one) => !here.has(one)));
    if (wanted.size === 0) return;
    this.#columns.add(wanted);
    this.setLayout({ hidden: this.state.layout.hidden.filter((one) => !wanted.has(one)) });
  }

  /** Lays the grid out anew, and remembers it for this person, dataset and measure. */
  setLayout(change: Partial<Layout>): void {
    const { person, dataset, query } = this.start;
    const layout = { ...this.state.layout, ...change };
    writeLayout(person, dataset.slug, query.measure, layout);
    if (!change.hidden) return this.#tell({ layout });
    this.#views.clear();
    this.#tell({ layout, columns: this.#columns.inSight(layout) });
    this.rows.touchAll();
  }

  /** Adds a row that exists here alone until a value of it is saved. */
  addLocal(row: GridRow): void {
    this.#tell({ localRows: [...this.state.localRows, row] });
  }

  indexOf(series: string): number | null {
    const local = this.state.localRows.findIndex((row) => row.series === series);
    return this.rows.indexOf(series) ?? (local < 0 ? null : this.state.total + local);
  }

  /** Notes why something was not taken into a cell, or that it is settled. */
  setTrouble(series: string, period: Day, trouble: Trouble | null): void {
    const key = placeKey(series, period);
    if (trouble) this.#troubles.set(key, trouble);
    else this.#troubles.delete(key);
    this.#touchSeries([series]);
    if (this.#troubles.size !== this.state.troubles) this.#tell({ troubles: this.#troubles.size });
  }

  #queueChanged(): void {
    const before = seriesOf(this.#pending.keys());
    this.#pending = pendingOf(this.start.dataset, this.queue.acts);
    this.#touchSeries(new Set([...before, ...seriesOf(this.#pending.keys())]));
    this.#tell({ saving: this.queue.state });
  }

  #touchSeries(all: Iterable<string>): void {
    for (const series of all) {
      const index = this.indexOf(series);
      if (index !== null) this.rows.touch(index);
    }
  }

  #saved(act: Act, { outcome, missing, doubts }: SavedOnWire): void {
    const size = act.what === "edit" ? act.edits.length : outcome.cells.length + outcome.removed.length;
    const layers = layersOf(outcome);
    for (const [series, layer] of layers) this.#lay(series, layer);
    for (const one of outcome.refused) this.setTrouble(one.series, one.period, troubleOf(one, this.measure));
    this.#touchSeries(layers.keys());
    this.#tell({ draft: outcome.draft, missing, doubts, troubles: this.#troubles.size });
    const strange = [...layers.keys()].some((series) => this.rows.indexOf(series) === null);
    if (strange || size >= MANY) void this.reload();
  }

  /** Lays cells over a row that is here. */
  #lay(series: string, layer: Layer): void {
    const laid = (row: GridRow): GridRow => laidOver(row, layer);
    const index = this.rows.indexOf(series);
    const row = index === null ? null : this.rows.at(index);
    if (index !== null && row) this.rows.set(index, laid(row));
    else {
      this.#settled.add(series);
      this.#tell({ localRows: this.state.localRows.map((one) => (one.series === series ? laid(one) : one)) });
    }
  }

  #dropped(act: Act, words: string): void {
    this.#tell({ remark: act.what === "edit" ? `An edit was not taken: ${words}` : words });
  }

  /** Reads again what is shown, as after somebody else's work. Rows that the server has now are no longer local. */
  async reload(): Promise<void> {
    const held = this.#anchor?.series();
    await this.rows.reload({ draft: this.queue.draft });
    // New series stand at the end; those that the filter leaves out stay here.
    if (this.state.localRows.length > 0) await this.rows.ensure(this.rows.total - 1, this.rows.total - 1);
    const apart = this.state.localRows.filter((row) => this.rows.indexOf(row.series) === null);
    const standing = await this.find(apart.map((row) => row.series));
    const waiting = seriesOf(this.#pending.keys());
    const local = apart.flatMap((row) => {
      const found = standing.get(row.series);
      if (found) return [found];
      return waiting.has(row.series) || !this.#settled.has(row.series) ? [row] : [];
    });
    this.#views.clear();
    this.#tell({ localRows: local, total: this.rows.total });
    this.rows.touchAll();
    if (held) this.#anchor?.move(this.indexOf(held));
  }

  /** Reads some series again where they stand, as after somebody else's edits of them. */
  async refresh(series: readonly string[]): Promise<void> {
    const shown = series.filter((one) => this.rows.indexOf(one) !== null);
    for (const [code, row] of await this.find(shown)) {
      const index = this.rows.indexOf(code);
      if (index !== null) this.rows.set(index, row);
    }
  }

  /** Shows who else is here, in the cells where they are. */
  showPeople(people: SessionState["people"], hearing: SessionState["hearing"]): void {
    const before = seriesOf(this.#present.keys());
    this.#present = presentIn(people, this.start.query.measure);
    this.#touchSeries(new Set([...before, ...seriesOf(this.#present.keys())]));
    this.#tell({ people, hearing });
  }

  /** The rows of series wherever they are in the grid, or outside of its filter. */
  find(series: readonly string[]): Promise<Map<string, GridRow>> {
    const { dataset, measure } = this.start.query;
    return findRows({ dataset, measure, draft: this.queue.draft }, series, (labels) => this.learn(labels));
  }
}
