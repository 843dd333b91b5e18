import { dayPlus } from "./business-days";
import { middle } from "./level";
import { classKey, type Posting, SECOND_HAND } from "./posting";

/** A price that stands: read last on `seen`, unchanged since `since`. `readings` are what it is the middle of, by series. */
export type Standing = Posting & {
  key: string;
  seen: string;
  since: string;
  readings: ReadonlyMap<string, number>;
  /** Whether the last reading left the size of the machine open. */
  isOpen: boolean;
};

/** How one vote moved on a day, in logarithms, with its part of all votes. */
export type Step = { vote: string; change: number; share: number };

/** For how many days an unseen price stands, and within how many days a reading from nearer overrules one from further. */
export type PanelRules = { lifeDays: number; nearDays: number };

type Own = Map<string, Standing>;
type Group = { key: string; readings: Posting[] };

const SAME = 1e-9;

const isOnePrice = ({ readings }: Standing): boolean => new Set(readings.values()).size === 1;

/**
 * The change of an offer between two readings: on the very same series where there are any, else of the one price that
 * each of them has. Null where that they are one offer is a guess: one leaves the size of the machine open, one lists
 * several offers of the class, or they are of two shops of one owner. No price moves by a guess.
 */
function changeOf(before: Standing, after: Standing): number | null {
  const common = [...after.readings].flatMap(([series, now]) => {
    const then = before.readings.get(series);
    return then === undefined ? [] : [Math.log(now / then)];
  });
  if (common.length > 0) return middle(common);
  const isSameSeller = before.provider === after.provider && before.isOpen === after.isOpen;
  const isSameOffer = isSameSeller && isOnePrice(before) && isOnePrice(after);
  return isSameOffer ? Math.log(after.price / before.price) : null;
}

function byOwner(postings: readonly Posting[]): Map<string, Posting[]> {
  const groups = new Map<string, Posting[]>();
  for (const one of postings) {
    const own = groups.get(one.owner);
    if (own) own.push(one);
    else groups.set(one.owner, [one]);
  }
  return groups;
}

/**
 * The price lists that stand, one price for each owner and class of offer. Fed with the readings of one day after the
 * other; what a day costs grows with what was read or ran out on it, not with how many prices stand.
 */
export class Panel {
  readonly #rules: PanelRules;
  readonly #owners = new Map<string, Own>();
  readonly #due = new Map<string, { owner: string; key: string; seen: string }[]>();
  /** Since when each series has said what it says now, and when it said it last. */
  readonly #said = new Map<string, { price: number; since: string; last: string }>();
  /** Of owners whose last reading changed nothing: that reading, the classes it was of, and what stood then. */
  readonly #settled = new Map<string, { postings: readonly Posting[]; keys: readonly string[]; own: Own }>();
  #votes = 0;
  #newcomers = 0;
  /** Counts the changes of who votes with what. */
  version = 0;

  constructor(rules: PanelRules) {
    this.#rules = rules;
  }

  /** How many prices stand: one for each owner and class of offer. */
  get votes(): number {
    return this.#votes;
  }

  /** How many of them stood on the day before too. */
  get continuing(): number {
    return this.#votes - this.#newcomers;
  }

  /** How many owners they are of. */
  get owners(): number {
    return this.#owners.size;
  }

  /** All standing prices, each with its part of its owner's one voice. */
  standing(): (Standing & { weight: number })[] {
    return [...this.#owners.values()].flatMap((own) =>
      [...own.values()].map((one) => ({ ...one, weight: 1 / own.size })),
    );
  }

  /** Begins a day: lets go of the prices whose life ended on the day before, unseen. */
  begin(day: string): void {
    this.#newcomers = 0;
    for (const { owner, key, seen } of this.#due.get(day) ?? [])
      if (this.#owners.get(owner)?.get(key)?.seen === seen) this.#drop(owner, key);
    this.#due.delete(day);
  }

  /** Takes the readings of a day; returns how far votes moved that are the same offer at another price. */
  read(day: string, postings: readonly Posting[]): Step[] {
    return [...byOwner(postings)].flatMap(([owner, own]) => this.#readOwner(day, owner, own));
  }

  #readOwner(day: string, owner: string, postings: readonly Posting[]): Step[] {
    if (this.#isAsBefore(day, owner, postings)) return [];
    const before: Own = new Map(this.#owners.get(owner));
    for (const { series, price } of postings) {
      const said = this.#said.get(series);
      this.#said.set(series, { price, since: said?.price === price ? said.since : day, last: day });
    }
    const taken = this.#groups(day, before, postings);
    const isNear = taken.some(({ readings }) => readings.some((one) => one.nearness < SECOND_HAND));
    for (const [key, one] of before) if (isNear && one.nearness >= SECOND_HAND) this.#drop(owner, key);
    const steps = taken.flatMap(({ key, readings }) => this.#stand(day, key, readings, before));
    this.#keep(owner, postings, taken, before);
    return steps;
  }

  /** Keeps a reading of which every price stood already, so that the same one again is nothing but seen. */
  #keep(owner: string, postings: readonly Posting[], taken: readonly Group[], before: Own): void {
    const own = this.#owners.get(owner);
    const all = taken.reduce((sum, one) => sum + one.readings.length, 0);
    const isSettled = ({ key, readings }: Group): boolean => {
      const [then, now] = [before.get(key), own?.get(key)];
      return then !== undefined && now?.readings === then.readings && readings.length === now.readings.size;
    };
    if (all === postings.length && taken.every(isSettled))
      this.#settled.set(owner, { postings, keys: taken.map((one) => one.key), own: new Map(own) });
    else this.#settled.delete(owner);
  }

  /**
   * Whether an owner is read as it was, lately and with nothing of it changed in between: then its prices are seen again,
   * and that is all. A list that is read daily is so on nearly every day.
   */
  #isAsBefore(day: string, owner: string, postings: readonly Posting[]): boolean {
    const settled = this.#settled.get(owner);
    const own = this.#owners.get(owner);
    if (!settled || !own || settled.postings.length !== postings.length || own.size !== settled.own.size) return false;
    const [last] = settled.postings;
    if (!last || (this.#said.get(last.series)?.last ?? "") < dayPlus(day, -this.#rules.nearDays)) return false;
    const isSame = (one: Posting, at: number): boolean => {
      const then = settled.postings[at];
      return then?.series === one.series && then.price === one.price && then.offer === one.offer;
    };
    if (!postings.every(isSame)) return false;
    for (const [key, one] of settled.own) if (own.get(key)?.readings !== one.readings) return false;
    for (const { series } of postings) {
      const said = this.#said.get(series);
      if (said) said.last = day;
    }
    for (const key of settled.keys) {
      const one = own.get(key);
      if (one) this.#put({ ...one, day, seen: day });
    }
    return true;
  }

  /** The readings that count, by the class that they are of: of each class those from nearest. */
  #groups(day: string, before: Own, postings: readonly Posting[]): Group[] {
    const stated = postings.filter((one) => one.offer.node !== null);
    const open = postings.filter((one) => one.offer.node === null);
    const groups = new Map<string, Posting[]>();
    const add = (key: string, one: Posting) => {
      const [first] = groups.get(key) ?? [];
      if (!first || one.nearness < first.nearness) groups.set(key, [one]);
      else if (one.nearness === first.nearness) groups.get(key)?.push(one);
    };
    for (const one of stated) add(classKey(one.offer), one);
    for (const one of open) add(this.#placeOf(one, before, stated), one);
    const best = Math.min(...postings.map((one) => one.nearness));
    return [...groups].flatMap(([key, all]) => {
      const readings = all.filter((one) => !this.#isOverruled(day, key, one, before, best));
      return readings.length > 0 ? [{ key, readings }] : [];
    });
  }

  /** Whether somebody nearer was heard nearly as lately, of the same offer, or, against second hand, of any; or it is old news. */
  #isOverruled(day: string, key: string, posting: Posting, before: Own, best: number): boolean {
    const { nearness } = posting;
    const nearly = dayPlus(day, -this.#rules.nearDays);
    if (this.#isOldNews(posting, before.get(key), nearly)) return true;
    const isNearer = (one: Standing | undefined) => one !== undefined && one.nearness < nearness && one.seen >= nearly;
    if (nearness < SECOND_HAND) return isNearer(before.get(key));
    return best < nearness || [...before.values()].some(isNearer);
  }

  /**
   * Whether a series repeats what it said before another said otherwise: it saw no change since. Of equals the newest news
   * stands as long as it was heard lately.
   */
  #isOldNews({ nearness, price, series }: Posting, standing: Standing | undefined, nearly: string): boolean {
    if (!standing || standing.price === price || standing.readings.has(series)) return false;
    if (standing.nearness > nearness || (standing.nearness === nearness && standing.seen < nearly)) return false;
    const since = this.#said.get(series)?.since;
    return since !== undefined && since <= standing.seen;
  }

  /** Whether nobody saw a change: of the series that stand some are read again, each with its price, and all were lately. */
  #isRepeated(own: readonly Posting[], { readings }: Standing, day: string): boolean {
    const nearly = dayPlus(day, -this.#rules.nearDays);
    const isLate = (series: string) => (this.#said.get(series)?.last ?? "") < nearly;
    return own.every((one) => readings.get(one.series) === one.price) && ![...readings.keys()].some(isLate);
  }

  /**
   * A reading that leaves the size of the machine open is of the class that its series was of before, else of that whose
   * price is nearest, where its owner has any. Who leaves the size open may leave the network open too.
   */
  #placeOf({ offer, price, route, series }: Posting, before: Own, stated: readonly Posting[]): string {
    const plain = classKey(offer);
    // Who lists a class and leaves another open on the same day means another by it.
    const beside = new Set(stated.flatMap((one) => (one.route === route ? [classKey(one.offer)] : [])));
    let best: { key: string; distance: number } | null = null;
    for (const [key, one] of before) {
      const isOther = one.offer.form !== offer.form || (offer.network !== "" && one.offer.network !== offer.network);
      if (isOther || beside.has(key)) continue;
      if (one.readings.has(series)) return key;
      const distance = Math.abs(Math.log(one.price / price));
      if (!best || distance < best.distance) best = { key, distance };
    }
    return best?.key ?? plain;
  }

  #stand(day: string, key: string, own: readonly Posting[], before: Own): Step[] {
    const [first] = own;
    if (!first) return [];
    const earlier = before.get(key);
    if (earlier && this.#isRepeated(own, earlier, day)) {
      this.#put({ ...earlier, day, seen: day, series: first.series, route: first.route });
      return [];
    }
    const readings = new Map(own.map((one) => [one.series, one.price]));
    const price = middle([...readings.values()]);
    const isUnchanged = earlier !== undefined && Math.abs(Math.log(price / earlier.price)) < SAME;
    const isOpen = first.offer.node === null;
    const offer = earlier && isOpen ? earlier.offer : first.offer;
    const since = isUnchanged ? earlier.since : day;
    const stands: Standing = { ...first, offer, price, key, readings, seen: day, since, isOpen };
    this.#put(stands);
    if (!isOpen) this.#endOpen(first, key, day);
    const change = earlier ? changeOf(earlier, stands) : null;
    if (change === null || Math.abs(change) < SAME) return [];
    const share = 1 / (this.#owners.get(first.owner)?.size ?? 1) / this.#owners.size;
    return [{ vote: `${first.owner}, ${key}`, change, share }];
  }

  /** What was read without a size ends where the size is read: it was one of those. */
  #endOpen({ owner, offer }: Posting, except: string, day: string): void {
    const key = classKey({ ...offer, node: null });
    const open = this.#owners.get(owner)?.get(key);
    if (open && key !== except && open.seen < day) this.#drop(owner, key);
  }

  #put(one: Standing): void {
    const own: Own = this.#owners.get(one.owner) ?? new Map();
    this.#owners.set(one.owner, own);
    const before = own.get(one.key);
    if (!before) {
      this.#votes += 1;
      this.#newcomers += 1;
    }
    if (before?.price !== one.price) this.version += 1;
    own.set(one.key, one);
    const end = dayPlus(one.seen, this.#rules.lifeDays + 1);
    const due = this.#due.get(end) ?? [];
    this.#due.set(end, due);
    due.push({ owner: one.owner, key: one.key, seen: one.seen });
  }

  #drop(owner: string, key: string): void {
    const own = this.#owners.get(owner);
    if (!own?.delete(key)) return;
    if (own.size === 0) this.#owners.delete(owner);
    this.#votes -= 1;
    this.version += 1;
  }
}
