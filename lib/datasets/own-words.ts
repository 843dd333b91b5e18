import { plainKind } from "./source-kind";

/** What a source must tell of itself before it can hold guidance. */
export type Speaker = { key: string; kind: string; publisher: string };

const OWN = new Set(["filing", "press release", "transcript"]);

/** Whether a source holds a company's own words: its filing, its release, its letter, or the text of its call. */
export const holdsOwnWords = ({ kind }: Pick<Speaker, "kind">): boolean => OWN.has(plainKind(kind));

/** Why nothing from a source can be guidance, as a sentence without its full stop; null where it can be. */
export function relayedGuidance(source: Speaker): string | null {
  if (holdsOwnWords(source)) return null;
  return `Guidance needs the company's own words, and “${source.key}” is ${source.kind.replaceAll("_", " ")} by ${source.publisher}: cite the filing, release or transcript, or make it a forecast that relays it`;
}
