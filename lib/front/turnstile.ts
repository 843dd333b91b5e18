/** Who asks: a known person, or an address of which no person is known. */
export type Caller = { key: string; known: boolean };

export type Bounds = {
  /** How many may be at work at once, in total. */
  total: number;
  /** How many for one caller. */
  each: number;
  /** How many for callers of whom no person is known, taken together, so that there is always room for who is signed in. */
  unknown: number;
  /** How many may wait, in total and for one caller. */
  waiting: number;
  waitingEach: number;
  patienceMs: number;
};

/** More than once does no harm. */
export type Leave = () => void;

const nothing: Leave = () => undefined;

type Count = { working: number; waiting: number };
type Waiting = { caller: Caller; go: () => void; timer: NodeJS.Timeout };

/**
 * Lets so much work through at once, in total and for each caller; the rest waits a little in a bounded queue, and is
 * refused when that is full or patience ends. Of those who wait, whoever has least at work goes first, then who came first.
 */
export class Turnstile {
  readonly #bounds: Bounds;
  readonly #counts = new Map<string, Count>();
  readonly #queue = new Set<Waiting>();
  #working = 0;
  #unknown = 0;
  #refused = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** How much is at work and waits now, and how much was refused since the start. */
  get figures(): { working: number; waiting: number; refused: number } {
    return { working: this.#working, waiting: this.#queue.size, refused: this.#refused };
  }

  /**
   * Calls `go` once there is room, with what to call when the work has ended, or `refuse` where there will be none in
   * time. Returns what to call when whoever asked leaves while they wait.
   */
  enter(caller: Caller, go: (ended: Leave) => void, refuse: () => void): Leave {
    const count = this.#counts.get(caller.key) ?? { working: 0, waiting: 0 };
    this.#counts.set(caller.key, count);
    if (this.#hasRoom(caller, count)) {
      go(this.#admit(caller, count));
      return nothing;
    }
    if (this.#queue.size >= this.#bounds.waiting || count.waiting >= this.#bounds.waitingEach) {
      this.#refused += 1;
      this.#forget(caller.key, count);
      refuse();
      return nothing;
    }
    return this.#wait(caller, count, go, refuse);
  }

  #wait(caller: Caller, count: Count, go: (ended: Leave) => void, refuse: () => void): Leave {
    const giveUp = () => {
      this.#refused += 1;
      this.#leaveQueue(one, count);
      refuse();
    };
    const one: Waiting = {
      caller,
      timer: setTimeout(giveUp, this.#bounds.patienceMs),
      go: () => {
        this.#leaveQueue(one, count, false);
        go(this.#admit(caller, count));
      },
    };
    count.waiting += 1;
    this.#queue.add(one);
    return () => this.#leaveQueue(one, count);
  }

  #leaveQueue(one: Waiting, count: Count, forget = true): void {
    if (!this.#queue.delete(one)) return;
    clearTimeout(one.timer);
    count.waiting -= 1;
    if (forget) this.#forget(one.caller.key, count);
  }

  #hasRoom({ known }: Caller, { working }: Count): boolean {
    const { total, each, unknown } = this.#bounds;
    return this.#working < total && working < each && (known || this.#unknown < unknown);
  }

  #admit(caller: Caller, count: Count): Leave {
    let left = false;
    this.#move(caller, count, 1);
    return () => {
      if (left) return;
      left = true;
      this.#move(caller, count, -1);
      this.#forget(caller.key, count);
      this.#next();
    };
  }

  #move(caller: Caller, count: Count, by: 1 | -1): void {
    this.#working += by;
    if (!caller.known) this.#unknown += by;
    count.working += by;
  }

  #forget(key: string, { working, waiting }: Count): void {
    if (working === 0 && waiting === 0) this.#counts.delete(key);
  }

  #next(): void {
    let [best, least] = [undefined as Waiting | undefined, Number.POSITIVE_INFINITY];
    for (const one of this.#queue) {
      const count = this.#counts.get(one.caller.key);
      if (!count || count.working >= least || !this.#hasRoom(one.caller, count)) continue;
      [best, least] = [one, count.working];
      if (least === 0) break;
    }
    best?.go();
  }
}
