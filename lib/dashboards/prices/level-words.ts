import { formatChange, formatMonth } from "@/lib/kernel/format";
import { matchedChange } from "@/lib/models/price-change";
import { LEAST_PROVIDERS } from "@/lib/models/price-level";
import { type AssessedLevel, assessedLevels, type Market, type PriceLevel, type PriceVote } from "./market";
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

/** The change of a level on the assessed month before it, in percent; null where there is none before. */
export function changeOnBefore(newest: AssessedLevel | undefined, before: AssessedLevel | undefined): number | null {
  if (!newest || !before || before.quartiles.median === 0) return null;
  return 100 * (newest.quartiles.median / before.quartiles.median - 1);
}

/** `+11.5% on Jul-26, same 15 providers +3.2%`: on the assessed month before; empty without one. */
export function changeWords(newest: AssessedLevel | undefined, before: AssessedLevel | undefined): string {
  const percent = changeOnBefore(newest, before);
  if (percent === null || !newest || !before) return "";
  const same = matchedChange(before.votes, newest.votes);
  const matched = same.percent === null ? "" : `, same ${same.providers} providers ${formatChange(same.percent)}`;
  return `${formatChange(percent)} on ${formatMonth(before.month)}${matched}`;
}
