import { plainName, standsIn } from "./plain-name";

/** Whose a series is: the names under which its publisher is met. */
export type Owner = { slug: string; names: readonly string[] };
/** What of a source says by whom it is and whom it passes on. */
export type Voice = { publisher: string; title: string };

/**
 * How a source stands to the publisher of a series: it is that publisher's own, it says of itself that it passes that
 * publisher on, its title names them, or neither.
 */
export type Standing = "own" | "relays" | "names" | "other";

const HANDS = /\b(?:via|citing|quoting|relayed by|as relayed by|summary of|copy of|mirror of)\b|[/,;()|]/gi;
/** Publishers that are no one in particular: of these any source may tell. */
const NO_ONE =
  /^(not recorded|unattributed|unknown|analysts?|market|press|consensus|mixed|broker|street|various|several|relayed)\b/;
/** What companies call themselves besides their name. */
const TRADE = /\b(research|news|securities|capital|technologies|technology|partners|com|the)\b/g;

const bare = (name: string): string => name.replace(TRADE, " ").replace(/ +/g, " ").trim() || name;

/** The names that a publisher's words hold: “Chosun Biz citing Counterpoint” holds two. */
const partsOf = (words: string): string[] =>
  words
    .split(HANDS)
    .map(plainName)
    .filter((one) => one.length > 1);

const alike = (a: string, b: string): boolean => standsIn(bare(a), bare(b)) || standsIn(bare(b), bare(a));

/**
 * How a source stands to the publisher of a series, by their names. The first name of a source is who publishes it; the
 * further ones are whom it passes on. A title that names somebody may be about them and not by them.
 */
export function standingOf(owner: Owner, voice: Voice): Standing {
  const names = [...new Set([...owner.names, owner.slug.replaceAll("-", " ")].map(plainName))].filter(Boolean);
  if (names.length === 0 || names.some((name) => NO_ONE.test(name))) return "own";
  const [first, ...others] = partsOf(voice.publisher);
  if (first === undefined) return "other";
  const own = [...names, ...owner.names.flatMap(partsOf)];
  if (own.some((name) => alike(name, first))) return "own";
  if (names.some((name) => others.some((other) => alike(name, other)))) return "relays";
  const title = plainName(voice.title);
  return own.some((name) => standsIn(bare(name), title)) ? "names" : "other";
}
