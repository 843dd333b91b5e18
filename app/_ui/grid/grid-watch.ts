import { capitalised } from "@/lib/dashboards/telling/counted";
import { formatInstant } from "@/lib/kernel/format";
import type { Around, OpenDraft } from "@/lib/studio/grid/look-around";
import { Refusal, requestAround, sendPresence } from "./api";
import type { GridSession } from "./grid-session";

/** How often is asked: while others are here, alone, and where nobody answers. */
const [WITH_OTHERS_MS, ALONE_MS, UNANSWERED_MS] = [2500, 6000, 12_000];
/** How soon a new place is shown, and how often it is said again that one is still there. */
const [SETTLE_MS, STILL_HERE_MS] = [400, 20_000];

type Place = { series: string | null; period: string | null };

const others = (drafts: readonly OpenDraft[], own: number | null): string =>
  drafts
    .filter((one) => one.id !== own)
    .map(({ id, state }) => `${id} ${state}`)
    .join(",");

/**
 * Hears what others do and shows them where this person is, while the page is in sight. Their edits are laid into the
 * rows that are here; what was published is read again, with the selection held by its series.
 */
export class GridWatch {
  readonly #session: GridSession;
  /** The newest steps of drafts that have been shown. */
  readonly #heads = new Map<number, number>();
  #last: Around | null = null;
  #state: string;
  #tag: string | null = null;
  #due = false;
  #place: Place = { series: null, period: null };
  #asking: ReturnType<typeof setTimeout> | undefined;
  #showing: ReturnType<typeof setTimeout> | undefined;
  #running = false;

  constructor(session: GridSession) {
    this.#session = session;
    this.#state = session.start.first.state;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#tag = null;
    void this.#look();
    void this.#show();
  }

  /** Stops asking; colleagues are told that this person left. */
  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    clearTimeout(this.#asking);
    clearTimeout(this.#showing);
    void this.#send(true);
  }

  /** Asks at once, as when the network is back. */
  lookNow(): void {
    if (!this.#running) return;
    clearTimeout(this.#asking);
    void this.#look();
  }

  /** The cell in which this person is. */
  at(place: Place): void {
    if (place.series === this.#place.series && place.period === this.#place.period) return;
    this.#place = place;
    clearTimeout(this.#showing);
    if (this.#running) this.#showing = setTimeout(() => void this.#show(), SETTLE_MS);
  }

  async #send(gone: boolean): Promise<void> {
    const { locked, query } = this.#session.start;
    if (locked !== null) return;
    const { dataset, measure } = query;
    // Who cannot be shown is not shown; what others do is heard all the same.
    await sendPresence({ dataset, measure, ...this.#place, gone }).catch(() => undefined);
  }

  async #show(): Promise<void> {
    await this.#send(false);
    clearTimeout(this.#showing);
    if (this.#running) this.#showing = setTimeout(() => void this.#show(), STILL_HERE_MS);
  }

  async #look(): Promise<void> {
    let wait = ALONE_MS;
    try {
      const around = await requestAround(this.#session.start.query.dataset, this.#heads, this.#tag);
      this.#hears("yes");
      if (around && this.#running) await this.#take(around);
      else if (this.#due) await this.#readAgain();
      if ((this.#last?.people.length ?? 0) > 0) wait = WITH_OTHERS_MS;
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 0;
      this.#hears(status === 401 ? "signed-out" : "offline");
      wait = UNANSWERED_MS;
    }
    clearTimeout(this.#asking);
    if (this.#running) this.#asking = setTimeout(() => void this.#look(), wait);
  }

  /** Where others are is not known while they are not heard. */
  #hears(hearing: "yes" | "offline" | "signed-out"): void {
    if (hearing !== this.#session.state.hearing)
      this.#session.showPeople(hearing === "yes" ? (this.#last?.people ?? []) : [], hearing);
  }

  async #take(around: Around): Promise<void> {
    const before = this.#last;
    this.#last = around;
    this.#session.today = around.today;
    if (JSON.stringify(before?.people ?? []) !== JSON.stringify(around.people))
      this.#session.showPeople(around.people, "yes");
    this.#tellOfPublication(before, around);
    const own = this.#session.queue.draft;
    const strange = before !== null && others(before.drafts, own) !== others(around.drafts, own);
    if (around.state !== this.#state || strange || around.touched === null) this.#due = true;
    this.#state = around.state;
    const wanted = this.#headsOf(around, own);
    this.#tag = wanted.settled ? around.tag : null;
    if (this.#due) await this.#readAgain();
    else if (wanted.read) await this.#session.refresh(around.touched ?? []);
  }

  /** Notes how far drafts are; tells whether something of them has to be read, and whether all of it is settled. */
  #headsOf({ drafts }: Around, own: number | null): { read: boolean; settled: boolean } {
    let [read, settled] = [false, true];
    for (const { id, head, version } of drafts) {
      const seen = this.#heads.get(id);
      const { draft, saving } = this.#session.state;
      // What this page did itself it has shown already, or will as soon as it is acknowledged.
      if (id === own && seen !== undefined && saving.waiting > 0) settled = false;
      else {
        if (seen !== undefined && seen !== head && !(id === own && draft?.version === version)) read = true;
        this.#heads.set(id, head);
      }
    }
    for (const id of this.#heads.keys()) if (!drafts.some((one) => one.id === id)) this.#heads.delete(id);
    return { read, settled };
  }

  #tellOfPublication(before: Around | null, { release }: Around): void {
    if (!before || !release || before.release?.number === release.number) return;
    const { author, values, at } = release;
    const many = `${values.toLocaleString("en-US")} ${values === 1 ? "value" : "values"}`;
    this.#session.remark(
      `${capitalised(author)} published ${many} of this dataset at ${formatInstant(at)}. They stand here now.`,
    );
  }

  /** Reads again what is in sight; not under somebody's hands. */
  async #readAgain(): Promise<void> {
    if (this.#session.editor) return;
    this.#due = false;
    await this.#session.reload();
  }
}
