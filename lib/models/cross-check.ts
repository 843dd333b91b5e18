import { addTo } from "@/lib/kernel/group-by";
/** A price that somebody publishes: USD per GPU-hour. `subject` is what it is a price of, `who` says so. */
export type Said = { subject: string; who: string; price: number; day: string; series: string };

/** A price of a cross-check to which none of the prices that are published for the same is near. */
export type Disagreement = { own: Said; other: Said; ratio: number };

const apart = (a: number, b: number): number => Math.abs(Math.log(a / b));

/**
 * Compares what a cross-check says with what is published: for each subject and each who of `others`, the price that is
 * furthest from the nearest of `own`, where that is further than `most` (0.15 is 15 %). What only one side knows is no
 * disagreement. Furthest first.
 */
export function disagreements(own: readonly Said[], others: readonly Said[], most: number): Disagreement[] {
  const published = new Map<string, Said[]>();
  for (const one of own) addTo(published, one.subject, one);
  const worst = new Map<string, Disagreement>();
  for (const other of others) {
    const near = (published.get(other.subject) ?? []).toSorted(
      (a, b) => apart(other.price, a.price) - apart(other.price, b.price),
    )[0];
    if (!near || apart(other.price, near.price) <= Math.log1p(most)) continue;
    const key = `${other.subject} ${other.who}`;
    const found = { own: near, other, ratio: other.price / near.price };
    const known = worst.get(key);
    if (!known || apart(found.ratio, 1) > apart(known.ratio, 1)) worst.set(key, found);
  }
  return [...worst.values()].toSorted((a, b) => apart(b.ratio, 1) - apart(a.ratio, 1));
}
