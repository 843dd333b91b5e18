import { z } from "zod";
import { plainKind } from "@/lib/datasets/source-kind";
import { isAnybodys, type Place, placeOf, REPOSITORY } from "./place";
import { plainName, standsIn } from "./plain-name";
import { isHouse, isOwnPage } from "./research-houses";

/** How near a source is to what it tells, nearest first. */
export const Grade = z.enum(["primary", "data-vendor", "press", "relay", "unverified"]);
export type Grade = z.infer<typeof Grade>;

export const gradeWord: Record<Grade, string> = {
  primary: "primary",
  "data-vendor": "data vendor",
  press: "press",
  relay: "relay",
  unverified: "unverified",
};

/** What the rule looks at. */
export type Gradable = {
  title: string;
  publisher: string;
  url?: string | null | undefined;
  published?: string | null | undefined;
  kind: string;
  licence?: string | null | undefined;
  reliability?: string | null | undefined;
};

/** A grade with the reason for it, as part of a sentence, and whether the rule or an analyst gave it. */
export type Graded = { grade: Grade; why: string; by: "rule" | "analyst" };

/** What a source of each kind is at its own address. Other words are taken for a relay, since nothing vouches for more. */
export const GRADE_OF_KIND: Readonly<Record<string, Grade>> = {
  filing: "primary",
  "regulator release": "primary",
  "press release": "primary",
  "official statistics": "primary",
  "price list": "primary",
  marketplace: "primary",
  docs: "primary",
  dataset: "data-vendor",
  research: "data-vendor",
  report: "data-vendor",
  broker: "data-vendor",
  news: "press",
  article: "press",
  interview: "press",
  transcript: "press",
};

/** Documents that are dated and public: a copy of one that names its day is as good as the document. */
const DOCUMENTS = new Set(["filing", "regulator release", "press release", "news", "transcript"]);
/** What is a whole service rather than a page of it: its front door is its address. */
const SERVICES = new Set(["price list", "marketplace", "broker", "official statistics", "dataset", "repository"]);

const NOBODY =
  /^(not (recorded|stated|known)|unknown|anonymous|n\/?a|unattributed\b.*|independent (github|public)\b.*)$/i;
const NOT_KEPT = /\b(page|path|address|url|link)( was| is)? not kept\b/i;
const SECOND_HAND =
  /\b(via|relay(s|ed|ing)?|citing|quoting|quoted by|republish(es|ed|ing)|repost(ed|ing)?|screenshots? of|excerpts? (of|from)|summary of|digest|transcri(bes|bed|ption of)|as carried|machine-written|compiled from)\b/i;
/** What tells again what others said; of news it is said too, and means no more than news does. */
const SUMMARY = /\b(summary|read-throughs?|round-up)\b/i;
/** What names in its title whose figures it tells, where figures of its own would be a data vendor's. */
const TOLD_BY = /\b(according to|as (reported|cited|estimated|published) by)\b/i;
const COPIED = /\b(mirror(ed)?|cop(y|ied|ies))\b/i;
const REGULATOR = /(^|\.)(sec\.gov|europa\.eu|companieshouse\.gov\.uk|edinet-fsa\.go\.jp|hkexnews\.hk|twse\.com\.tw)$/;
const OPEN_DATA = /\b(cc[ -]?by|cc[ -]?0|odbl|odc|public domain|contract|commercial|subscription)\b/i;

/** A publisher without what stands in brackets behind its name: the licence, or where its data lie. */
const ownName = (publisher: string): string => plainName(publisher.replace(/\([^)]*\)/g, " "));

/** Why a source cannot be looked up; null where it can. */
function lost(source: Gradable, kind: string, place: Place | null): string | null {
  if (source.publisher.trim() === "" || NOBODY.test(source.publisher.trim())) return "its publisher is not recorded";
  if (!place) return "its address was not kept";
  if (NOT_KEPT.test(source.title)) return "its page was not kept";
  if (place.front && !SERVICES.has(kind)) return "its address names a site and no page of it";
  return null;
}

/** Why a source only passes on what somebody else said; null where it does not. */
function relaying({ publisher, title, published, licence }: Gradable, kind: string, place: Place): string | null {
  if (isAnybodys(place)) return "a post, or a page that anybody may write";
  const words = `${publisher}\n${title}`;
  const told = kind === "news" ? words.replace(/\b(citing|quoting)\b/gi, "") : words;
  const usual = GRADE_OF_KIND[kind];
  const again = (usual !== "press" && SUMMARY.test(words)) || (usual === "data-vendor" && TOLD_BY.test(title));
  if (SECOND_HAND.test(told) || again) return "it passes on what another source said";
  const copied = COPIED.test(`${publisher} ${title}`);
  if (DOCUMENTS.has(kind)) {
    const elsewhere = REPOSITORY.test(place.host) || (kind === "filing" && !REGULATOR.test(place.host));
    return (copied || elsewhere) && !published ? "a copy whose day is not known" : null;
  }
  if (REPOSITORY.test(place.host) && !OPEN_DATA.test(licence ?? ""))
    return "a public repository that records what others publish";
  return copied && kind !== "dataset" ? "a copy on somebody else's page" : null;
}

const WHY: Record<Grade, string> = {
  primary: "its own statement about itself",
  "data-vendor": "a publisher of data, from its own page",
  press: "press",
  relay: "a kind of page that nothing vouches for",
  unverified: "it cannot be looked up",
};

/** Whether a call's transcript stands on the page of whose call it was: the publisher is in its title and is its host. */
function isOwnCall({ publisher, title }: Gradable, kind: string, { host }: Place): boolean {
  const name = ownName(publisher);
  const site = host.split(".").at(-2) ?? "";
  return kind === "transcript" && standsIn(name, plainName(title)) && site === name.replaceAll(" ", "");
}

function byRule(source: Gradable): Omit<Graded, "by"> {
  if (plainName(source.publisher) === "halfpitch")
    return { grade: "primary", why: "computed here by a published method" };
  const kind = plainKind(source.kind);
  const place = placeOf(source.url);
  const missing = lost(source, kind, place);
  if (missing || !place) return { grade: "unverified", why: missing ?? "its address was not kept" };
  const own = !isAnybodys(place) && !SECOND_HAND.test(`${source.publisher}\n${source.title}`);
  const house = own && isHouse(ownName(source.publisher));
  if (house && COPIED.test(source.publisher)) return { grade: "relay", why: "a copy on somebody else's page" };
  if (house && isOwnPage(ownName(source.publisher), place))
    return { grade: "data-vendor", why: "a research house, from its own page" };
  const passed = relaying(source, kind, place);
  if (passed) return { grade: "relay", why: passed };
  if (house && GRADE_OF_KIND[kind] !== "press")
    return { grade: "relay", why: "a research house's words on somebody else's page" };
  const grade = isOwnCall(source, kind, place) ? "primary" : (GRADE_OF_KIND[kind] ?? "relay");
  if (source.reliability === "low" && (grade === "data-vendor" || grade === "press"))
    return { grade: "relay", why: "assessed as of low reliability" };
  return { grade, why: kind === "filing" ? "a filing" : WHY[grade] };
}

/**
 * How near a source is to what it tells, by one rule from its kind, publisher, title, address, date, licence and
 * reliability; what an analyst decided, with the reason, stands instead. What the rule means is told in `grade-words.ts`.
 */
export function gradeOf(source: Gradable, decided?: { grade: Grade | null; reason: string | null }): Graded {
  if (decided?.grade) return { grade: decided.grade, why: decided.reason ?? "decided by an analyst", by: "analyst" };
  return { ...byRule(source), by: "rule" };
}

/** Below zero where the first is the nearer one. */
export const compareGrades = (a: Grade, b: Grade): number => Grade.options.indexOf(a) - Grade.options.indexOf(b);

/** Whether a headline may rest on such a source: it never leads with what nobody can look up. */
export const mayLead = (grade: Grade): boolean => grade !== "unverified";

/** Whether a source only passes on: what it says that a company reported is not actual before the company's word is cited. */
export const isSecondHand = (grade: Grade): boolean => grade === "relay" || grade === "unverified";
