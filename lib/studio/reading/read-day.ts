import { Day } from "@/lib/kernel/period";

/** Which part of `03/04/2026` or `26-11-03` is what; null where nobody has said and nothing shows it. */
export type DateOrder = "dmy" | "mdy" | "ymd" | null;
type Order = Exclude<DateOrder, null>;

/** A day in numbers as each order would have it, as far as such a day exists. */
export type DayForms = Readonly<Partial<Record<Order, Day>>>;

const two = (text: string): string => text.padStart(2, "0");
const OLD = "2010";

function day(year: string, month: string, date: string): Day | null {
  const text = `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(date)}`;
  return Day.safeParse(text).data ?? null;
}

// Written so that it says its own order: the same day whatever the others of its column are.
const certain = (only: Day): DayForms => ({ dmy: only, mdy: only, ymd: only });

/** The days that a text in numbers can mean, by order; null where it is no day in numbers. */
export function dayFormsOf(text: string): DayForms | null {
  const iso = /^(\d{4})([./])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso) {
    const only = day(iso[1] ?? "", iso[3] ?? "", iso[4] ?? "");
    return only ? certain(only) : null;
  }
  const match = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  if (!match) return null;
  const [, first = "", sign = "", second = "", last = ""] = match;
  const short = last.length === 2 && first.length === 2;
  const [dmy, mdy] = [day(last, second, first), sign === "." ? null : day(last, first, second)];
  const ymd = short ? day(first, second, last) : null;
  // Points part day, month and year, unless that gives a day of long ago and the other way round a recent one.
  const yearFirst = ymd !== null && (sign !== "." || (ymd >= OLD && (dmy === null || dmy < OLD)));
  if (sign === "." && !yearFirst) return dmy ? certain(dmy) : null;
  const forms = { ...(dmy ? { dmy } : {}), ...(mdy ? { mdy } : {}), ...(yearFirst ? { ymd } : {}) };
  return Object.keys(forms).length > 0 ? forms : null;
}

const ORDERS: readonly Order[] = ["dmy", "mdy", "ymd"];

/** The orders that give a day, and whether they give different ones. */
export const ordersOf = (forms: DayForms): Order[] => ORDERS.filter((order) => forms[order] !== undefined);

/** The day in an order; without one, the only day that it can be. */
export function dayIn(forms: DayForms, order: DateOrder): Day | null {
  if (order !== null) return forms[order] ?? null;
  const [only, other] = new Set(Object.values(forms));
  return other === undefined ? (only ?? null) : null;
}

/** What texts together show of the order: the one that holds for all, else those that are open and the likely one. */
export type OrderFound = { order: DateOrder; open: readonly Order[]; likely: DateOrder };

const SAMPLES = 4;

/** What days in numbers show together of the order in which they are written; fed text by text. */
export class DayOrders {
  /** The first days that could be another one. */
  readonly samples: string[] = [];
  readonly #firsts = new Set<string>();
  readonly #texts = new Set<string>();
  readonly #seen = new Set<Order>();
  #holds: readonly Order[] = ORDERS;

  /** True where the text is a day that could be another one. */
  see(text: string): boolean {
    const forms = dayFormsOf(text);
    if (!forms) return false;
    const orders = ordersOf(forms);
    for (const one of orders) this.#seen.add(one);
    this.#holds = this.#holds.filter((one) => orders.includes(one));
    if (new Set(Object.values(forms)).size < 2) return false;
    this.#firsts.add(text.split(/[./-]/)[0] ?? "");
    this.#texts.add(text);
    if (this.samples.length < SAMPLES) this.samples.push(text);
    return true;
  }

  found(): OrderFound {
    const [only] = this.#holds;
    if (only !== undefined && this.#holds.length === 1) return { order: only, open: [], likely: only };
    if (this.samples.length === 0) return { order: null, open: [], likely: null };
    const open = this.#holds.length > 0 ? this.#holds : [...this.#seen];
    // `26-11-03`, `26-11-04`: different days that begin alike begin with their year.
    const yearFirst = open.includes("ymd") && this.#firsts.size === 1 && this.#texts.size > 1;
    return { order: null, open, likely: yearFirst ? "ymd" : null };
  }
}

/** What some texts show together of the order of day, month and year. */
export function orderOf(texts: Iterable<string>): OrderFound {
  const orders = new DayOrders();
  for (const text of texts) orders.see(text);
  return orders.found();
}
