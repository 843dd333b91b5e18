import { formatChange, formatMonth } from "@/lib/kernel/format";
import { LEAST_PROVIDERS } from "@/lib/models/price-level";
import { type AssessedLevel, assessedLevels, type Market, type PriceLevel, type PriceVote } from "./market";
import { sameOffers, type ShownValues } from "./shown-values";
import { counted, dollars, kindWords, notAssessed } from "./words";

const owned = (count: number): string => `${counted(count, "provider")}${count === 1 ? "'s" : "'"}`;

/** How a level came about: `median of 9 providers' Oct-26 list prices, one vote each`. */
export function levelDerivation({ month, votes, quartiles }: PriceLevel, kind: string): string {
  if (!quartiles) return `${notAssessed(votes.length)}: a median needs ${LEAST_PROVIDERS} providers`;
  return `median of ${owned(votes.length)} ${formatMonth(month)} ${kindWords(kind).prices}, one vote each; range: quartiles`;
}

/** How a provider's vote came about, where it is not simply its one price. */
export const voteDerivation = ({ quotes, month }: PriceVote): string =>
  quotes.length === 1
    ? "this provider's one price of the month"
    : `median of this provider's ${quotes.length} prices of ${formatMonth(month)}`;

/** The finding of a market: its newest level in words, and whether later months could not be assessed. */
export function levelFinding(name: string, market: Market | undefined): string {
  if (!market) return `${name}: no price known`;
  const newest = assessedLevels(market).at(-1);
  const last = market.levels.at(-1);
  if (!newest || !last) {
    const most = Math.max(0, ...market.levels.map((level) => level.votes.length));
    return `${name}: not assessed, at most ${most} of ${LEAST_PROVIDERS} providers in a month`;
  }
  const level = `${name} ${kindWords(market.kind).verb} a median of ${dollars(newest.quartiles.median)} in ${formatMonth(newest.month)}, from ${counted(newest.votes.length, "provider")}`;
  return last.month === newest.month ? level : `${level}; not assessed since`;
}

/** What came after the newest assessed month: `Sep-26: 2 of 3 providers`; empty where nothing did. */
export function sinceThen({ levels }: Market, newest: AssessedLevel | undefined): string {
  const last = levels.at(-1);
  if (!last || last.month === newest?.month) return "";
  return `${formatMonth(last.month)}: ${last.votes.length} of ${LEAST_PROVIDERS} providers`;
}

/** `+3.2% on the month before at the same offers of 15 providers`; empty where too few were seen in both months. */
export function changeWords({ levels }: Pick<Market, "levels">, newest: AssessedLevel): string {
  const step = sameOffers({ levels }, 1).find((one) => one.month === newest.month);
  return !step || step.value === null
    ? ""
    : `${formatChange(step.value)} on the month before at the same offers of ${counted(step.providers, "provider")}`;
}

/** What the newest known change or point of a chain is, with its month and at how many providers it was seen. */
export function changeFinding(name: string, show: "change" | "year" | "index", shown: ShownValues): string {
  const newest = shown.values.findLast((one) => one.value !== null);
  if (!newest || newest.value === null) return `${name}: no month assessed (${shown.words})`;
  const when = formatMonth(newest.month);
  if (show === "index") return `${name} at ${newest.value.toFixed(0)} in ${when} (${shown.words})`;
  const on = show === "year" ? "the year before" : "the month before";
  return `${name}: ${formatChange(newest.value)} in ${when} on ${on}, same offers of ${counted(newest.providers ?? 0, "provider")}`;
}

/** What providers listed in the newest month, from the lowest to the highest, where the index says the level. */
export function spreadFinding(name: string, { levels, kind }: Market): string {
  const newest = levels.at(-1);
  if (!newest) return `${name}: no price known`;
  const prices = newest.votes.map((vote) => vote.price);
  const [low, high] = [dollars(Math.min(...prices)), dollars(Math.max(...prices))];
  const who = counted(prices.length, "provider");
  // A provider of several offers stands with the median of them, as in the table.
  const median = newest.votes.length === 1 ? ", its median" : ", each one's median";
  const each = newest.votes.some((vote) => vote.quotes.length > 1) ? median : "";
  const span = low === high ? `at ${low}` : `from ${low} to ${high}`;
  return `${name}: ${kindWords(kind).prices} of ${who} in ${formatMonth(newest.month)}${each}, ${span}`;
}

/** How many variants of a GPU have a level in the newest month that has one. */
export function variantsFinding(name: string, markets: readonly Market[]): string {
  const newest = markets
    .flatMap((market) => assessedLevels(market).map((level) => level.month))
    .toSorted()
    .at(-1);
  if (!newest) return `${name}: no variant assessed`;
  const count = markets.filter((market) => assessedLevels(market).some((level) => level.month === newest)).length;
  return `${name}: ${count} of ${counted(markets.length, "variant")} assessed in ${formatMonth(newest)}`;
}
