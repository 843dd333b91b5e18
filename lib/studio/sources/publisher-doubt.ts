import type { DatasetDefinition } from "@/lib/datasets/define";
import { type Owner, samePublisher, standingOf, type Voice } from "@/lib/provenance/publisher-match";
import type { Grade } from "@/lib/provenance/grade";

/** The dimension that says whose a dataset's series are; null where they are nobody's in particular. */
export function publisherKey(dataset: DatasetDefinition): string | null {
  const found = Object.entries(dataset.dimensions).find(([, one]) => "entity" in one && one.entity === "publisher");
  return found?.[0] ?? null;
}

/** By whom and with what titles a series rests on its sources so far. */
export type Past = readonly Voice[];
type Doubted = {
  owner: Owner | null;
  past: Past;
  source: Voice & { grade: Grade };
  /** Where the source's publisher is one of those of whom such series tell: whom it is, and whom this one tells of. */
  stranger?: { name: string; about: string } | null;
};

const NAMED = 3;

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((one) => `“${one}”`);
  if (names.length > NAMED) return `${shown.join(", ")} and ${names.length - NAMED} others`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** Whether a series rests already on a source of the same publisher: that was looked at when it was published. */
const isKnown = (source: Voice, past: Past): boolean =>
  past.some(({ publisher }) => samePublisher(publisher, source.publisher));

function ownersDoubt(owner: Owner, source: Voice): string | null {
  const standing = standingOf(owner, source);
  if (standing === "own" || standing === "relays") return null;
  const name = owner.names[0] ?? owner.slug;
  const titled = standing === "names" ? ", though its title names them" : "";
  return `The source is “${source.publisher}”${titled}, and the series is that of “${name}”. Does it pass on what ${name} said? If not, the value belongs into a series of its own publisher.`;
}

/**
 * Why a source does not belong to a series without somebody's word, as a sentence; null where it does. A series of a
 * publisher takes that publisher's sources and those that say they pass it on. A series of nobody's takes what it has
 * taken before, what passes that on, and primary sources, but for those of somebody else of whom such series tell.
 */
export function publisherDoubt({ owner, past, source, stranger = null }: Doubted): string | null {
  if (isKnown(source, past)) return null;
  if (owner) return ownersDoubt(owner, source);
  if (stranger)
    return `The source is by ${stranger.name}, and the series is about ${stranger.about}. Does ${stranger.name} say this of ${stranger.about}? If not, the value belongs into another series.`;
  if (past.length === 0 || source.grade === "primary") return null;
  const names = [...new Set(past.map((one) => one.publisher))];
  if (names.some((name) => standingOf({ slug: name, names: [name] }, source) === "relays")) return null;
  return `The source is “${source.publisher}”, and the series rests on ${list(names)} so far. Does it say the same thing by the same definition? If not, the value belongs into another series.`;
}
