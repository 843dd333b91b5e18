import { explainedRateCard, type ExplainedRateCard } from "@/lib/indices/recomputed-levels";
import type { Reader } from "@/lib/access/reader";
import type { Figure, Row } from "../figure";
import { dollars, UNIT } from "./words";

type Names = (provider: string) => string;
export type RateCardPart = { figures: Figure[]; words: string; subtitle: string };

const priced = (key: string, label: string) => ({ key, label, kind: "number", unit: UNIT, decimals: 3 }) as const;
const words = (key: string, label: string) => ({ key, label, kind: "text" }) as const;
const day = (key: string, label: string) => ({ key, label, kind: "day" }) as const;

const sourced = (source: string | null) => (source === null ? {} : { source });
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;

function votesFigure({ votes, card, sourceOf, isSame, published }: ExplainedRateCard, name: Names): Figure {
  const owners = new Set(votes.map((one) => one.owner)).size;
  const rows = votes.map((one): Row => ({
    owner: { value: name(one.owner) },
    offer: { value: one.key },
    price: {
      value: one.price,
      ...(one.readings.size > 1 ? { derivation: `median of ${one.readings.size} prices that stand at once` } : {}),
      ref: { series: one.series, period: one.seen },
      ...sourced(sourceOf(one.series, one.seen)),
    },
    seen: { value: one.seen },
    since: { value: one.since },
    share: {
      value: one.share * 100,
      derivation: "its part of its owner's one voice",
      ...sourced(sourceOf(one.series, one.seen)),
    },
    route: { value: one.route },
  }));
  const checked =
    isSame === null
      ? "Nothing was published for this day: it is computed from what was known."
      : isSame
        ? "Computed again from the stored prices, and the same as was published."
        : `Prices were added or corrected after the publication of ${dollars(published?.value ?? Number.NaN)}: computed from those stored now it would be ${dollars(card?.median ?? Number.NaN)}.`;
  return {
    id: "rate-card",
    title: `${owners === 1 ? "1 provider has" : `${owners} providers have`} a vote, with ${plural(votes.length, "posted price")}`,
    subtitle: `${UNIT}; prices as posted, each standing until it is seen changed; one voice an owner`,
    chart: null,
    table: {
      columns: [
        words("owner", "Owner"),
        words("offer", "Offer"),
        priced("price", "Price"),
        day("seen", "Last seen"),
        day("since", "Unchanged since"),
        { key: "share", label: "Weight", kind: "number", decimals: 1, unit: "%" },
        words("route", "Read by"),
      ],
      rows,
    },
    note: checked,
    ...(rows.length === 0 ? { empty: "Fewer than three prices stand." } : {}),
  };
}

function refusedFigure({ refused, sourceOf }: ExplainedRateCard, name: Names): Figure {
  const rows = refused.map(({ observation: one, owner, rule, why }): Row => ({
    owner: { value: name(owner ?? one.dims["provider"] ?? "") },
    price: {
      value: one.value,
      ref: { series: one.series, period: one.period },
      ...sourced(sourceOf(one.series, one.period)),
    },
    seen: { value: one.period },
    rule: { value: rule },
    why: { value: why },
  }));
  return {
    id: "refused",
    title: `${plural(rows.length, "known price")} without a vote, each by its rule`,
    subtitle: UNIT,
    chart: null,
    table: {
      columns: [
        words("owner", "Owner"),
        priced("price", "Price"),
        day("seen", "Seen"),
        words("rule", "Rule"),
        words("why", "Why"),
      ],
      rows,
    },
    ...(rows.length === 0 ? { empty: "Every known price has a vote." } : {}),
  };
}

/** The level of posted prices of a day with who votes; null where too few prices stand and none was published. */
export async function rateCardPart(
  reader: Reader,
  market: { gpu: string; segment: string; tenor: string },
  on: string,
  name: Names,
): Promise<RateCardPart | null> {
  const found = await explainedRateCard(reader, market, on);
  const { published, card } = found;
  const value = published ? published.value : (card?.median ?? null);
  const about = published ?? card;
  if (value === null || !about) return null;
  const recomputed = published ? "" : ", recomputed from what was known";
  return {
    figures: [votesFigure(found, name), refusedFigure(found, name)],
    words: `${dollars(value)}, posted prices, grade ${about.grade}${recomputed}`,
    subtitle: `quartiles ${dollars(about.low ?? Number.NaN)} to ${dollars(about.high ?? Number.NaN)}; ${percent(about.seen31)} of the votes seen within 31 days, ${percent(about.seen92)} within 92`,
  };
}
