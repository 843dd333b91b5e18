import type { Parameters } from "./parameters";

/** How one quote differs from what is assessed: eight SXM GPUs on InfiniBand, nothing prepaid. */
export type Features = {
  form?: "pcie";
  network?: "ethernet";
  node?: "single";
  /** The share paid at the start of the term, 0 to 1, and the term in years. */
  prepay?: { share: number; years: number };
};

/** A price in logarithms at the reference, with how much of its weight it keeps. */
export type Normalised = { x: number; factors: number; weight: number; eligible: boolean };

/** The present value of one USD a year for `years`, at the continuous `rate`: (1 − e^(−rT)) / r. */
export const annuity = (years: number, rate: number): number =>
  rate === 0 ? years : (1 - Math.exp(-rate * years)) / rate;

/** By what a prepaid price has to be multiplied to be one that is paid as used. */
export function prepayFactor({ share, years }: { share: number; years: number }, rate: number): number {
  return 1 - share + (share * years) / annuity(years, rate);
}

/** Moves a price in USD per GPU-hour to the reference. Not eligible where its features are too far from it. */
export function normalise(price: number, features: Features, table: Parameters): Normalised {
  const { pcieToSxm, ethernetToInfiniband, singleToEight } = table.factors;
  const moves = [
    ...(features.form === "pcie" ? [Math.log(pcieToSxm)] : []),
    ...(features.network === "ethernet" ? [Math.log(ethernetToInfiniband)] : []),
    ...(features.node === "single" ? [-Math.log(singleToEight)] : []),
  ];
  const sum = moves.reduce((all, one) => all + one, 0);
  const prepaid = features.prepay ? Math.log(prepayFactor(features.prepay, table.rate)) : 0;
  return {
    x: Math.log(price) + prepaid + sum,
    factors: moves.length,
    weight: table.furtherFactorWeight ** Math.max(0, moves.length - 1),
    eligible: Math.abs(sum) <= table.farthest,
  };
}
