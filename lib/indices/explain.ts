import { createHash } from "node:crypto";
import type { NewRateCard } from "@/lib/store/rate-cards";
import type { Decision } from "./compute";

type RateCardWords = Pick<NewRateCard, "votes" | "owners" | "seen31" | "seen92" | "grade">;

const round = (value: number, digits = 6): number => Number(value.toFixed(digits));

/** All that a value rests on, as it is kept beside it: inputs, weights, exclusions. */
export function explanationOf({ assessment, alarm }: Decision) {
  return {
    failed: assessment.failed,
    alarm: alarm?.words ?? null,
    unpublished: assessment.unpublished === null ? null : round(Math.exp(assessment.unpublished), 4),
    votes: assessment.votes.map(({ provider, x, share }) => ({
      provider,
      price: round(Math.exp(x), 4),
      share: round(share, 4),
    })),
    inputs: assessment.inputs.map(({ series, provider, route, tier, price, x, factors, ageHours }) => ({
      series,
      provider,
      route,
      tier,
      price,
      normalised: round(Math.exp(x), 4),
      factors,
      ageHours,
    })),
    exclusions: assessment.exclusions.map((one) => ({ ...one, price: round(one.price, 4) })),
  };
}

/** The SHA-256 of the inputs of a value. */
export const inputHash = ({ assessment }: Decision): string =>
  createHash("sha256")
    .update(JSON.stringify(assessment.inputs.map(({ series, price, ageHours }) => [series, price, ageHours])))
    .digest("hex");

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;

/** What a day of the level of posted prices says of itself. */
export const cardNote = ({ votes, owners, seen31, seen92, grade }: RateCardWords): string =>
  `${counted(votes, "posted price")} of ${counted(owners, "owner")}; ${percent(seen31)} seen within 31 days, ${percent(seen92)} within 92: grade ${grade}.`;

/** How the chain came to a day, where it did not simply move with the same offers. */
const linkWords = (link: Decision["link"]): string =>
  link === "rate-card"
    ? " Chain re-linked through the posted prices of both days, since no day before had the same offers."
    : link === "none"
      ? " Chain not assessed: no offer is in both days."
      : "";

/** What a value says of itself in a sentence or two. */
export function noteOf({ status, reason, assessment, alarm, link }: Decision): string {
  const { votes, inputs, exclusions, tierShare } = assessment;
  const tiers = (["1", "2", "3"] as const).flatMap((tier) =>
    tierShare[tier] > 0.0005 ? [`tier ${tier} ${(tierShare[tier] * 100).toFixed(0)} %`] : [],
  );
  const basis = `${counted(votes.length, "provider")}, ${counted(inputs.length, "price")} by ${counted(assessment.routes, "route")} (${tiers.join(", ") || "none"}); ${exclusions.length} left out`;
  if (alarm) return `Waits for a person: ${alarm.words}. ${basis}.`;
  const why = assessment.failed.join("; ");
  if (status === "carried") return `Carried from the last assessed day: ${why}. ${basis}.`;
  if (status === "indicative") return `Indicative, from the level on demand and matched discounts: ${why}. ${basis}.`;
  if (status === "withheld") return `Not assessed: ${why}. ${basis}.`;
  if (reason === "ERRATUM") return `Restated by an erratum to which two persons agreed. ${basis}.`;
  return `${basis}.${linkWords(link)}${reason === "BACKCAST" ? " Back-cast: computed after the fact." : ""}`;
}
