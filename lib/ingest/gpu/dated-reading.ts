import type { Reading } from "../connector";
import { type Offer, priceReading } from "./offer";

/**
 * An offer of a file that states its own date, as an observation of that date which was known from then on. A file dated
 * after the day of the run keeps its date and claims nothing about when it was known.
 */
export function datedReading(
  offer: Offer,
  date: string,
  day: string,
  from: { publisher: string; source: string },
): Reading {
  const reading = priceReading(offer, date, from);
  if (!("observation" in reading) || date > day) return reading;
  return { ...reading, observation: { ...reading.observation, knownAt: `${date}T00:00:00Z` } };
}
