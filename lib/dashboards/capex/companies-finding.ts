import { formatChange, formatValue } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import { CAPEX_LINES } from "@/lib/models/capex-definition";
import type { CapexFacts, Chosen } from "./facts";
import { listed } from "./members";
import type { CapexView } from "./view";

/** A company's quarter under one definition; growth is in percent against the same quarter a year before. */
export type Quarter = { company: string; start: string; one: Chosen; growth: number | null; before: Chosen | null };

/** Fewer than this make no ranking. */
const RANKED_FROM = 3;

/**
 * The quarter that is told: the newest that all of the companies have, where that is at most a year older than the
 * newest that three of them have, else that one.
 */
function toldQuarter(quarters: readonly Quarter[]): Quarter[] {
  const all = new Set(quarters.map((one) => one.company)).size;
  const of = (start: string) => quarters.filter((one) => one.start === start);
  const starts = [...new Set(quarters.map((one) => one.start))].toSorted().toReversed();
  const [whole, most] = [all, Math.min(RANKED_FROM, all)].map((least) =>
    starts.find((start) => of(start).length >= least),
  );
  const isNear = whole && most && Date.parse(most) - Date.parse(whole) <= 366 * 86_400_000;
  return of((isNear ? whole : most) ?? "");
}

/** Companies that were drawn but have nothing for the quarter that is told. */
function lacking(told: readonly Quarter[], quarters: readonly Quarter[], facts: CapexFacts): string {
  const has = new Set(told.map((one) => one.company));
  const without = [...new Set(quarters.map((one) => one.company))].filter((one) => !has.has(one));
  return without.length > 0 ? `; ${listed(without.map(facts.nameOf))} not known for it` : "";
}

/** A superlative over these, or a plain list where they are too few or the first two are alike. */
function ranking(
  told: readonly Quarter[],
  by: (one: Quarter) => number,
  words: { first: (one: Quarter, of: number) => string; said: (one: Quarter) => string; list: string },
): string | null {
  const [top, second] = told.toSorted((a, b) => by(b) - by(a));
  if (!top) return null;
  const isRanked =
    second && told.length >= RANKED_FROM && words.said(top) !== words.said(second) && by(top) > by(second);
  if (isRanked) return `${words.first(top, told.length)}; then ${words.said(second)}`;
  const all = told.toSorted((a, b) => by(b) - by(a)).map(words.said);
  return `${words.list}: ${all.join(", ")}`;
}

function levelFinding(told: readonly Quarter[], facts: CapexFacts, words: string): string | null {
  const amount = ({ one }: Quarter) => formatValue(one.value, "USD", 0);
  const when = periodLabel(told[0]?.start ?? "", "quarter");
  return ranking(told, (one) => one.one.value, {
    first: (one, of) =>
      `${facts.nameOf(one.company)} spent most of ${of} companies in ${when}: ${amount(one)} of ${words}`,
    said: (one) => `${facts.nameOf(one.company)} ${amount(one)}`,
    list: `${words.slice(0, 1).toUpperCase()}${words.slice(1)} in ${when}`,
  });
}

function growthFinding(told: readonly Quarter[], facts: CapexFacts, words: string): string | null {
  const when = periodLabel(told[0]?.start ?? "", "quarter");
  return ranking(told, (one) => one.growth ?? 0, {
    first: (one, of) =>
      `${facts.nameOf(one.company)} grew ${words} fastest of ${of} companies in ${when}: ${formatChange(one.growth, 0)} on the year before`,
    said: (one) => `${facts.nameOf(one.company)} ${formatChange(one.growth, 0)}`,
    list: `${words.slice(0, 1).toUpperCase()}${words.slice(1)} in ${when}, on the year before`,
  });
}

/** Who spent or grew most in the newest quarter that can be compared, of how many, and who is missing. */
export function companiesFinding(quarters: readonly Quarter[], facts: CapexFacts, view: CapexView): string {
  const { words } = CAPEX_LINES[view.definition];
  const isGrowth = view.unit === "yoy";
  const told = toldQuarter(isGrowth ? quarters.filter((one) => one.growth !== null) : quarters);
  const found = (isGrowth ? growthFinding : levelFinding)(told, facts, words);
  return found ? `${found}${lacking(told, quarters, facts)}` : `Quarterly ${words} by company`;
}
