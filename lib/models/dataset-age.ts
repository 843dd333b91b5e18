import { datasetOf } from "@/lib/datasets/registry";

const DAY_MS = 86_400_000;

type Known = { dataset: string; newestKnownAt: string | null; newestPeriod: string | null };

/** How old what is known of a dataset is, in days and in a word. */
export type Age<F extends Known> = F & {
  title: string;
  ageDays: number | null;
  word: "fresh" | "ageing" | "stale" | "empty";
};

/** Fresh up to half of what the definition allows, ageing up to all of it, then stale. */
export function ageOf<F extends Known>(fresh: F, asOf: Date): Age<F> {
  const { title, staleAfterDays, measures, view } = datasetOf(fresh.dataset);
  if (!fresh.newestKnownAt) return { ...fresh, title, ageDays: null, word: "empty" };
  const known = Date.parse(fresh.newestKnownAt);
  // What is about days is as old as the newest day it is about, also where that was computed today.
  const daily = measures[view.chart.measure]?.frequency === "day" && fresh.newestPeriod !== null;
  const newest = daily && fresh.newestPeriod ? Math.min(known, Date.parse(fresh.newestPeriod)) : known;
  const ageDays = Math.floor((asOf.getTime() - newest) / DAY_MS);
  const word = ageDays > staleAfterDays ? "stale" : ageDays > staleAfterDays / 2 ? "ageing" : "fresh";
  return { ...fresh, title, ageDays, word };
}
