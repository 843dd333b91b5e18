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

const HANDS = /\b(?:via|citing|quoting|relayed by|as relayed by|summary of|copy of|mirror of)\b|[/,;:()|]/gi;
/** Publishers that are no one in particular: of these any source may tell. A name such as “Market Accurate” is somebody's. */
const NO_ONE =
  /^(?:(?:not recorded|unattributed|unknown|various|several|mixed|research note)\b.*|(?:analysts?|market|press|consensus|broker|street|relayed)(?: (?:via|tally|projection|report|without|copy|estimates?|expectations?)\b.*)?)$/;
const isNoOne = (name: string): boolean => NO_ONE.test(plainName(name.replace(/\([^)]*\)/g, " ")));

/** What a publisher may write beside its name and is still the same. “Securities” is another house. */
const BESIDE = new Set(
  "research news newsletter blog insights website press com org io net ai the filing filings team markets tally".split(
    " ",
  ),
);

/** The names that a publisher's words hold: “Chosun Biz citing Counterpoint” holds two. */
const partsOf = (words: string): string[] =>
  words
    .split(HANDS)
    .map(plainName)
    .filter((one) => one.length > 1);

/** Whether one name is the other with no more than such words beside it. */
const isWithin = (short: string, long: string): boolean =>
  standsIn(short, long) &&
  ` ${long} `
    .replace(` ${short} `, " ")
    .split(" ")
    .every((word) => word === "" || BESIDE.has(word));

const alike = (a: string, b: string): boolean => isWithin(a, b) || isWithin(b, a);

/**
 * How a source stands to the publisher of a series, by their names. The first name of a source is who publishes it; the
 * further ones are whom it passes on. A title that names somebody may be about them and not by them.
 */
export function standingOf(owner: Owner, voice: Voice): Standing {
  const names = [...new Set([...owner.names, owner.slug.replaceAll("-", " ")].map(plainName))].filter(Boolean);
  if (names.length === 0 || owner.names.some(isNoOne)) return "own";
  const [first, ...others] = partsOf(voice.publisher);
  if (first === undefined) return "other";
  const own = [...names, ...owner.names.flatMap(partsOf)];
  if (own.some((name) => alike(name, first))) return "own";
  if (names.some((name) => others.some((other) => alike(name, other)))) return "relays";
  const title = plainName(voice.title);
  return own.some((name) => standsIn(name, title)) ? "names" : "other";
}

const PASSED_ON = /\b(?:via|citing|quoting|relayed by|as relayed by|summary of)\b/i;

/** Whether two publishers' words name the same one first, by any of its names, and pass on the same others. */
export function samePublisher(one: string, other: string): boolean {
  const [[by = "", ...on], [otherBy = "", ...otherOn]] = [one.split(PASSED_ON), other.split(PASSED_ON)];
  const [a, b] = [partsOf(by)[0], partsOf(otherBy)[0]];
  if (a === undefined || b === undefined || !alike(a, b) || on.length !== otherOn.length) return false;
  return on.every((name, at) => alike(plainName(name), plainName(otherOn[at] ?? "")));
}
