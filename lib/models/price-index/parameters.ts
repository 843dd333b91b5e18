import { createHash } from "node:crypto";

/** Everything by which an index is computed: one table for each version of the methodology, never changed in place. */
export type Parameters = {
  version: string;
  /** Base weight of a tier of input: 1 concluded, 2 executable, 3 published list. */
  tierWeight: Readonly<Record<"1" | "2" | "3", number>>;
  /** Hours for which an input counts, by its kind; its weight falls to one half over them. */
  ttlHours: Readonly<Record<"ask" | "quote" | "list", number>>;
  /** For terms of a month and more the same for all kinds. */
  contractTtlHours: number;
  /** Factors that move a price to the reference: SXM, InfiniBand, eight GPUs. */
  factors: Readonly<{ pcieToSxm: number; ethernetToInfiniband: number; singleToEight: number }>;
  /** Above this sum of logarithms of factors a price is too far from the reference. */
  farthest: number;
  /** Weight kept for each factor beyond the first. */
  furtherFactorWeight: number;
  /** Yearly rate at which a prepayment is valued, continuously compounded. */
  rate: number;
  screen: Readonly<{ scale: number; floor: number; most: number; fewProviders: number; fewMost: number }>;
  cap: Readonly<{ many: number; fromProviders: number; few: number }>;
  gate: Readonly<{
    providers: number;
    contractProviders: number;
    routes: number;
    mad: number;
    /** What the second route must carry, since 1.1.0: so large a part of the votes, or so many providers. */
    secondRoute?: Readonly<{ share: number; providers: number }>;
  }>;
  carryBusinessDays: number;
  finalAfterBusinessDays: number;
  restateWithinBusinessDays: number;
  restateFrom: number;
  /** A level that moves further than this in a day, or is moved mostly by one provider, waits for a person. */
  alarm: Readonly<{ move: number; driverShare: number; contributorShare: number }>;
  /** How many providers' worth last year's discount weighs in an indicative price, and how old a match may be. */
  discount: Readonly<{ priorWeight: number; withinDays: number }>;
  /** The level of posted prices, since 1.1.0. */
  rateCard?: RateCardParameters;
};

/** By what the level of posted prices is computed. */
export type RateCardParameters = Readonly<{
  /** The first day that has a level. */
  from: string;
  /** For how many days a posted price stands that nobody saw again, by segment, and for spot. */
  lifeDays: Readonly<Record<string, number>>;
  spotLifeDays: number;
  /** A reading from further away yields to one from nearer that is at most this much older. */
  nearDays: number;
  leastVotes: number;
  leastOwners: number;
  /** Within how many days a vote was seen lately, and within how many at all lately. */
  seenWithinDays: readonly [number, number];
  /** From which part of the votes seen within the first limit a level is graded A, and within the second B. */
  grades: Readonly<{ a: number; b: number }>;
  /** How many owners of votes must have a known fleet for the companion. */
  leastFleets: number;
  /** For how many days an assessed level leads before the rate card does. */
  assessedLeadsDays: number;
}>;

/**
 * Version 1.0.0. The factors are medians over providers of ratios at the same provider and day: SXM over PCIe of
 * CoreWeave 1.12, FluidStack 1.10, Lambda 1.31, Hyperstack 1.185 and RunPod 1.175 (2023 to 2026); InfiniBand over
 * Ethernet at Azure 1.11; one GPU over eight of Lambda 1.08 and 1.10 and DigitalOcean 1.13.
 */
export const firstParameters: Parameters = {
  version: "1.0.0",
  tierWeight: { "1": 1, "2": 0.5, "3": 0.25 },
  ttlHours: { ask: 24, quote: 72, list: 168 },
  contractTtlHours: 45 * 24,
  factors: { pcieToSxm: 1.175, ethernetToInfiniband: 1.11, singleToEight: 1.1 },
  farthest: Math.log(1.5),
  furtherFactorWeight: 0.5,
  rate: 0.12,
  screen: { scale: 1.4826, floor: 0.02, most: 3.5, fewProviders: 4, fewMost: Math.log(1.5) },
  cap: { many: 0.25, fromProviders: 5, few: 0.35 },
  gate: { providers: 4, contractProviders: 3, routes: 2, mad: 0.3 },
  carryBusinessDays: 3,
  finalAfterBusinessDays: 2,
  restateWithinBusinessDays: 5,
  restateFrom: 0.01,
  alarm: { move: 0.15, driverShare: 0.5, contributorShare: 0.5 },
  discount: { priorWeight: 4, withinDays: 90 },
};

/**
 * Version 1.1.0: the first version's numbers, a second route that carries something, and the level of posted prices. A
 * list stands for half a year since the archives and relays by which lists are known come back to one every one to five
 * months; hyperscalers' for a year, since theirs have stood unchanged for longer than that (Oracle's since 2023).
 */
export const parameters: Parameters = {
  ...firstParameters,
  version: "1.1.0",
  gate: { ...firstParameters.gate, secondRoute: { share: 0.2, providers: 2 } },
  rateCard: {
    from: "2023-01-01",
    lifeDays: { neocloud: 183, hyperscaler: 365, marketplace: 183 },
    spotLifeDays: 31,
    nearDays: 31,
    leastVotes: 3,
    leastOwners: 2,
    seenWithinDays: [31, 92],
    grades: { a: 0.6, b: 0.6 },
    leastFleets: 3,
    assessedLeadsDays: 7,
  },
};

/** The SHA-256 of a table of parameters: part of every value that was computed by it. */
export const parametersHash = (table: Parameters): string =>
  createHash("sha256").update(JSON.stringify(table)).digest("hex");
