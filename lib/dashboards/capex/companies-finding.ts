import { formatChange, formatValue } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import { CAPEX_LINES } from "@/lib/models/capex-definition";
import { computedStatus } from "@/lib/models/computed-status";
import type { CapexFacts, Chosen } from "./facts";
import { listed } from "./members";
import { RANKED_LEAST } from "../telling/superlative";
import { statusToSay } from "../telling/status-words";
import type { CapexView } from "./view";

/** A company's quarter under one definition; growth is in percent against the same quarter a year before. */
export type Quarter = { company: string; start: string; one: Chosen; growth: number | null; before: Chosen | null };

/**
 * The quarter that is told: the newest that all of the companies have, where that is at most a year older than the
 * newest that three of them have, else that one.
 */
function toldQuarter(quarters: readonly Quarter[]): Quarter[] {
  const all = new Set(quarters.map((one) => one.company)).size;
  const of = (start: string) => quarters.filter((one) => one.start === start);
  const starts = [...new Set(quarters.map((one) => one.start))].toSorted().toReversed();
  const [whole, most] = [all, Math.min(RANKED_LEAST, all)].map((least) =>
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

type Words = { amount: (one: Quarter) => string; most: (one: Quarter, of: number) => string; list: string };

/** A superlative over these, or a plain list where they are too few or the first two read alike. */
function ranking(
  told: readonly Quarter[],
  facts: CapexFacts,
  by: (one: Quarter) => number,
  { amount, most, list }: Words,
): string | null {
  const ranked = told.toSorted((a, b) => by(b) - by(a));
  const [top, second] = ranked;
  if (!top) return null;
  const said = (one: Quarter) => `${facts.nameOf(one.company)} ${amount(one)}`;
  if (second && told.length >= RANKED_LEAST && amount(top) !== amount(second))
    return `${facts.nameOf(top.company)} ${most(top, told.length)}; then ${said(second)}`;
  return `${list}: ${ranked.map(said).join(", ")}`;
}

/** ` (provisional)`: what is not actual, or rests on what is not, is called what it is. */
function kindOf(...all: readonly (Chosen | null)[]): string {
  const kind = statusToSay(computedStatus(all.flatMap((one) => one?.chosen.status ?? [])));
  return kind ? ` (${kind})` : "";
}

const capitalised = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

function levelFinding(told: readonly Quarter[], facts: CapexFacts, words: string): string | null {
  const amount = ({ one }: Quarter) => `${formatValue(one.value, "USD", 0)}${kindOf(one)}`;
  const when = periodLabel(told[0]?.start ?? "", "quarter");
  return ranking(told, facts, ({ one }) => one.value, {
    amount,
    most: (one, of) => `spent most of ${of} companies in ${when}: ${amount(one)} of ${words}`,
    list: `${capitalised(words)} in ${when}`,
  });
}

function growthFinding(told: readonly Quarter[], facts: CapexFacts, words: string): string | null {
  const amount = ({ growth, one, before }: Quarter) => `${formatChange(growth, 0)}${kindOf(one, before)}`;
  const when = periodLabel(told[0]?.start ?? "", "quarter");
  return ranking(told, facts, ({ growth }) => growth ?? 0, {
    amount,
    most: (one, of) => `grew ${words} fastest of ${of} companies in ${when}: ${amount(one)} on the year before`,
    list: `${capitalised(words)} in ${when}, on the year before`,
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
