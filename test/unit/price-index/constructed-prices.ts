import type { Fleet } from "@/lib/models/price-index/companion";
import { parameters, type RateCardParameters } from "@/lib/models/price-index/parameters";
import { classKey, type OfferClass, type Posting } from "@/lib/models/price-index/posting";
import { rateCards } from "@/lib/models/price-index/rate-card";

// Constructed prices alone.
export const EIGHT: OfferClass = { node: "8+", form: "", network: "" };
export const ONE: OfferClass = { ...EIGHT, node: "1" };
export const OPEN: OfferClass = { ...EIGHT, node: null };
export const DAY = "2026-03-01";
const { rateCard } = parameters;
if (!rateCard) throw new Error("the method has a rate card");
export const rules: RateCardParameters = rateCard;

export const post = (owner: string, price: number, day = DAY, more: Partial<Posting> = {}): Posting => {
  const offer = more.offer ?? EIGHT;
  return {
    day,
    owner,
    provider: owner,
    offer,
    price,
    nearness: 1,
    route: "archive",
    series: [owner, classKey(offer), more.route ?? "archive"].join(" "),
    ...more,
  };
};

export const walking = (postings: readonly Posting[], to: string, fleets: readonly Fleet[] = [], lifeDays = 183) =>
  rateCards({ postings, fleets, lifeDays, from: "2023-01-01", to, table: parameters, rules });

export const walk = (...asked: Parameters<typeof walking>) => [...walking(...asked)];
export const on = (postings: readonly Posting[], to: string, fleets: readonly Fleet[] = []) => {
  const last = walk(postings, to, fleets).at(-1);
  return last?.day === to ? last : null;
};
export const three = [post("a", 2), post("b", 3), post("c", 4)];
