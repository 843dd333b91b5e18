import type { Reader } from "@/lib/access/reader";
import { formatDay } from "@/lib/kernel/format";
import { parsePeriod, periodEnd } from "@/lib/kernel/period";
import type { Entity, Observation } from "@/lib/store/rows";
import { fromDay } from "../telling/age";
import type { Sourced } from "../figure";
import { rosterSource } from "./clouds-figure";
import { isAbout } from "./slugs-of";

/** A cloud that was there on a day, and what shows it. */
export type Existing = { cloud: Entity; shownBy: Sourced };

/** The datasets whose observations show that a cloud was there on a day. */
const WITNESSES = ["neocloud-fleets", "neocloud-financials", "neocloud-contracts", "neocloud-ratings"] as const;

/** What a reader may see of clouds' fleets, books, contracts and ratings: what shows since when there is a cloud. */
export async function readWitnesses(reader: Reader): Promise<readonly Observation[]> {
  const open = WITNESSES.filter((dataset) => reader.may(dataset));
  return (await Promise.all(open.map((dataset) => reader.observations({ dataset })))).flat();
}

function foundedBy(cloud: Entity, day: string): boolean {
  const founded = parsePeriod(String(cloud.attributes["founded"] ?? ""));
  return founded !== null && periodEnd(founded.start, founded.frequency) <= day;
}

/**
 * The clouds that can be shown to have existed on a day: founded by then, in the roster by then, or with an observation
 * that is of then or earlier. A cloud that merely became known later is not among them, though it may have existed.
 */
export function existingBy(clouds: readonly Entity[], witnesses: readonly Observation[], day: string): Existing[] {
  const early = witnesses.filter((one) => fromDay(one) <= day);
  return clouds.flatMap((cloud) => {
    const number = early.find((one) => isAbout(cloud, one.dims["cloud"]));
    const isKnown = foundedBy(cloud, day) || formatDay(cloud.knownSince) <= day;
    const shownBy = number ?? (isKnown ? rosterSource(cloud) : null);
    return shownBy ? [{ cloud, shownBy }] : [];
  });
}
