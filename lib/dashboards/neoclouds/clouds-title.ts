import { formatDay } from "@/lib/kernel/format";
import type { Entity, Observation } from "@/lib/store/rows";
import { capitalised, counted } from "../telling/counted";
import type { Telling } from "../telling/leading";
import { amongWords, superlative } from "../telling/superlative";
import { tell } from "../telling/tell";
import { ownWholes } from "./fleet-statements";
import { isAbout } from "./slugs-of";

type Asked = { unit: string; decimals: number; telling: Telling; filtered: boolean };

const STATE = "installed";

/** All that each cloud says of its whole installed fleet; clouds that say nothing of it are not there. */
function stated(clouds: readonly Entity[], fleets: readonly Observation[]) {
  return clouds.flatMap((cloud) => {
    const own = fleets.filter((one) => isAbout(cloud, one.dims["cloud"]));
    return ownWholes(own, STATE).map((statement) => ({ name: cloud.name, statement }));
  });
}

/** `141 clouds tracked on 2026-11-24`, `12 clouds that match`, `no cloud that matches`. */
function cloudsWords(count: number, { filtered, telling }: Asked): string {
  const clouds = counted(count, "cloud");
  return filtered
    ? `${clouds} that ${count < 2 ? "matches" : "match"}`
    : `${clouds} tracked on ${formatDay(telling.asOf)}`;
}

type Named = { name: string; statement: Observation };

/** The newest of several statements, where all of its day are of one cloud and say the same. */
function newestOf(all: readonly Named[]): Named | null {
  const [first, ...rest] = all.toSorted((a, b) => b.statement.period.localeCompare(a.statement.period));
  const isSame = ({ name, statement }: Named): boolean =>
    name === first?.name && statement.value === first.statement.value;
  const sameDay = rest.filter((one) => one.statement.period === first?.statement.period);
  return first && sameDay.every(isSame) ? first : null;
}

/**
 * The finding about all clouds: whose stated fleet is the largest, where that can be said; else how many state theirs
 * at all, and the newest. `fleets` are the statements in the measure that is shown, whatever they are about: what is not
 * comparable is sorted out here, and refutes what is smaller.
 */
export function cloudsTitle(clouds: readonly Entity[], fleets: readonly Observation[], asked: Asked): string {
  const own = stated(clouds, fleets);
  const others = clouds.flatMap((cloud) =>
    fleets
      .filter((one) => one.dims["state"] === STATE && isAbout(cloud, one.dims["cloud"]))
      .map((statement) => ({ name: cloud.name, statement })),
  );
  const largest = superlative(own, { across: ["cloud", "publisher"], decimals: asked.decimals, against: others });
  const words = cloudsWords(clouds.length, asked);
  const told = (statement: Observation) => tell(statement, { decimals: asked.decimals, limit: asked.telling });
  if (largest && asked.telling.leads(largest.leader.statement)) {
    const among = amongWords(largest, "that state the whole of theirs");
    return `${largest.leader.name} states the largest installed fleet: ${told(largest.leader.statement)} (${among})`;
  }
  if (clouds.length === 0) return capitalised(words);
  if (own.length === 0) return `${words}, none with a figure of its own for its whole installed fleet in ${asked.unit}`;
  const newest = newestOf(own);
  const count = new Set(own.map((one) => one.name)).size;
  const of = `${count} of ${words} ${count === 1 ? "states" : "state"} a whole installed fleet in ${asked.unit}`;
  // What nobody can look up is in the table, with its grade, and not in the title.
  const leads = newest && asked.telling.leads(newest.statement);
  return leads ? `${of}; newest: ${newest.name}, ${told(newest.statement)}` : of;
}
