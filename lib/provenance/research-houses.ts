import { isStore, type Place, REPOSITORY } from "./place";
import { plainName } from "./plain-name";

/**
 * Houses that measure or survey others for a living, and data vendors: what stands on a page of their own is graded as
 * such, whatever the kind of page. A name is met as a publisher writes itself, without its legal form.
 */
export const RESEARCH_HOUSES: readonly string[] = [
  "Bernstein",
  "BloombergNEF",
  "Bloomberg Intelligence",
  "Counterpoint",
  "Counterpoint Research",
  "Dell'Oro Group",
  "Epoch AI",
  "FactSet",
  "Gartner",
  "Goldman Sachs",
  "IDC",
  "IHS Markit",
  "International Energy Agency",
  "J.P. Morgan",
  "JPMorgan",
  "LSEG",
  "McKinsey",
  "Mercury Research",
  "Morgan Stanley",
  "MSCI",
  "Omdia",
  "Ornn",
  "Refinitiv",
  "S&P Global",
  "SemiAnalysis",
  "Silicon Data",
  "Synergy Research Group",
  "TechInsights",
  "TrendForce",
  "UBS",
  "Visible Alpha",
  "Wood Mackenzie",
  "Yole Group",
];

/** Sites of houses that are not called as the house is. */
const SITES: Readonly<Record<string, readonly string[]>> = {
  BloombergNEF: ["bnef.com", "bloomberg.com"],
  "Bloomberg Intelligence": ["bloomberg.com", "bloomberg.net"],
  "Goldman Sachs": ["gspublishing.com", "gs.com"],
  "IHS Markit": ["spglobal.com"],
  "International Energy Agency": ["iea.org"],
  "J.P. Morgan": ["jpmorgan.com", "jpmorganchase.com"],
  LSEG: ["refinitiv.com"],
  Omdia: ["informa.com", "informatechtarget.com"],
  Refinitiv: ["lseg.com"],
  "Synergy Research Group": ["srgresearch.com"],
  "Wood Mackenzie": ["woodmac.com"],
};

const houses = new Map(RESEARCH_HOUSES.map((name) => [plainName(name), SITES[name] ?? []]));

/** What of a house's name its site is called by. */
const squashed = (name: string): string => name.replace(/\b(research|ai|and)\b/g, "").replaceAll(" ", "") || name;

/** Whether a plain name is a house's. */
export const isHouse = (name: string): boolean => houses.has(name);

const BESIDES = /^(research|group|intelligence|global|data|ai|com|analytics)$/;
/** Sites of which the part before says whose page it is. */
const SHARED = /(^|\.)(substack\.com|(co|com|or|org|ne|ac)\.[a-z]{2})$/;

/** Whose a repository is: the first part of its path, or of the site that is made of it. */
const repositoryOwner = (host: string, path: string): string =>
  (/\.(github|gitlab)\.io$/.test(host) ? host.split(".")[0] : path.split("/")[1])?.toLowerCase() ?? "";

/**
 * Whether a page is a house's own: on a site that is called as the house is or is known for its own, in a repository of
 * its own, or a file in a store, which says nothing of whose it is.
 */
export function isOwnPage(name: string, place: Place): boolean {
  if (isStore(place)) return true;
  const { host, path } = place;
  if ((houses.get(name) ?? []).some((site) => host === site || host.endsWith(`.${site}`))) return true;
  const own = squashed(name);
  const called = (label: string): boolean => {
    const plain = label.replace(/[^a-z0-9]/g, "");
    return plain === own || (plain.startsWith(own) && (own.length > 5 || BESIDES.test(plain.slice(own.length))));
  };
  if (REPOSITORY.test(host)) return called(repositoryOwner(host, path));
  const labels = host.split(".");
  return called(labels.at(SHARED.test(host) ? -3 : -2) ?? "");
}
