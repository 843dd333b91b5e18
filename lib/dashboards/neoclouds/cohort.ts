import type { Reader } from "@/lib/access/reader";
import { formatDay } from "@/lib/kernel/format";
import { parsePeriod, periodEnd } from "@/lib/kernel/period";
import type { Entity, Observation } from "@/lib/store/rows";
import { fromDay } from "../telling/age";
import { isAbout } from "./slugs-of";

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
export function existingBy(clouds: readonly Entity[], witnesses: readonly Observation[], day: string): Entity[] {
  const seen = witnesses.filter((one) => fromDay(one) <= day).map((one) => one.dims["cloud"]);
  return clouds.filter(
    (cloud) => foundedBy(cloud, day) || formatDay(cloud.knownAt) <= day || seen.some((slug) => isAbout(cloud, slug)),
  );
}
