import type { GridPart, GridQuery, GridRow } from "@/lib/studio/grid/grid";
import { Refusal, requestPart } from "./api";

export const PART = 100;
const SETTLE_MS = 40;

type Listener = () => void;

/**
 * The rows of the grid that this browser has, by index. Parts are asked for when a cell of theirs comes into view and
 * stays there for a moment, so that flying past two hundred thousand rows asks for few of them.
 */
export class GridRows {
  total: number;
  failed: string | null = null;
  readonly #query: GridQuery;
  readonly #onPart: (part: GridPart) => void;
  readonly #rows = new Map<number, GridRow>();
  readonly #indexes = new Map<string, number>();
  readonly #parts = new Map<number, "asked" | "here">();
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #versions = new Map<number, number>();
  readonly #watchers = new Set<Listener>();
  #changes = 0;
  #telling = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(query: GridQuery, first: GridPart, onPart: (part: GridPart) => void) {
    this.#query = query;
    this.#onPart = onPart;
    this.total = first.total;
    this.take(first);
  }

  at(index: number): GridRow | null {
    return this.#rows.get(index) ?? null;
  }

  indexOf(series: string): number | null {
    return this.#indexes.get(series) ?? null;
  }

  /** Rises with each change of the row: what was made of it can be kept until then. */
  version(index: number): number {
    return this.#versions.get(index) ?? 0;
  }

  set(index: number, row: GridRow): void {
    this.#rows.set(index, row);
    this.#indexes.set(row.series, index);
    this.touch(index);
  }

  /** Has the cells of a row look again. */
  touch(index: number): void {
    this.#versions.set(index, this.version(index) + 1);
    for (const listener of this.#listeners.get(index) ?? []) listener();
    this.#changes++;
    if (this.#telling || this.#watchers.size === 0) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const watcher of this.#watchers) watcher();
    });
  }

  /** Rises with each change of any row. */
  changes = (): number => this.#changes;

  /** Hears that rows changed, once for changes that come together. */
  watch = (watcher: Listener): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  touchAll(): void {
    for (const index of new Set([...this.#rows.keys(), ...this.#listeners.keys()])) this.touch(index);
  }

  subscribe(index: number, listener: Listener): () => void {
    const all = this.#listeners.get(index) ?? new Set();
    this.#listeners.set(index, all.add(listener));
    this.#want(index);
    return () => {
      all.delete(listener);
      if (all.size === 0) this.#listeners.delete(index);
    };
  }

  #want(index: number): void {
    if (index >= this.total || this.#parts.has(Math.floor(index / PART))) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#askForSeen(), SETTLE_MS);
  }

  #askForSeen(): void {
    const seen = new Set(
      [...this.#listeners.keys()].filter((at) => at < this.total).map((at) => Math.floor(at / PART)),
    );
    for (const part of seen) if (!this.#parts.has(part)) void this.ask(part);
  }

  /** Asks for a part; what it brings is laid over what is here. Never throws: a failure can be tried again. */
  async ask(part: number): Promise<void> {
    this.#parts.set(part, "asked");
    try {
      const answer = await requestPart({ ...this.#query, offset: part * PART, limit: PART });
      this.failed = null;
      this.take(answer);
      this.#onPart(answer);
    } catch (error) {
      this.#parts.delete(part);
      this.failed = error instanceof Refusal ? error.message : "These rows could not be read.";
      this.touchAll();
    }
  }

  take(part: GridPart): void {
    this.total = part.total;
    if (part.rows.length > 0) this.#parts.set(Math.floor(part.offset / PART), "here");
    part.rows.forEach((row, at) => this.set(part.offset + at, row));
  }

  /** Loads what is missing of these rows, as a paste needs them. */
  async ensure(from: number, to: number): Promise<void> {
    const wanted: Promise<void>[] = [];
    for (let part = Math.floor(from / PART); part <= Math.floor(Math.min(to, this.total - 1) / PART); part++)
      if (this.#parts.get(part) !== "here") wanted.push(this.ask(part));
    await Promise.all(wanted);
  }

  /** Reads again what is in view, and everything else once it comes into view. */
  async reload(query: Partial<GridQuery> = {}): Promise<void> {
    Object.assign(this.#query, query);
    const seen = new Set([...this.#listeners.keys()].map((at) => Math.floor(at / PART)));
    this.#parts.clear();
    this.#indexes.clear();
    await Promise.all([...(seen.size > 0 ? seen : [0])].map((part) => this.ask(part)));
    for (const index of this.#rows.keys()) if (index >= this.total) this.#rows.delete(index);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
