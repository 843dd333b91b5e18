import type { Reader } from "@/lib/access/reader";
import { formatDay } from "@/lib/kernel/format";
import { groupBy } from "@/lib/kernel/group-by";
import type { Observation } from "@/lib/store/rows";
import type { Cell, Figure, Row } from "../figure";
import { observedCell } from "../cells";
import { sourcesIn } from "../figure-sources";
import { type CloudsData, rosterSource } from "./clouds-figure";
import { counted } from "../telling/counted";
import { type Existing, existingBy, readWitnesses } from "./cohort";
import { editionsOf, holdsGold, holdsMedal, RATINGS } from "./standing-tiers";

const CLAIMS = "neocloud-claims";

/** The clouds of a cohort by what became of them. */
type Fate = { all: readonly Existing[]; active: readonly Existing[]; words: string; roster: string | null };

const stated = (claims: readonly Observation[], claim: string): Cell => {
  const one = claims.find((each) => each.dims["claim"] === claim);
  return one ? observedCell(one) : { value: null, text: "not stated" };
};

const NOT_KNOWN: Cell = { value: null, text: "not known", derivation: "no roster described these clouds then" };

const clouds = (count: number): string => counted(count, "cloud");

const isSovereign = ({ cloud }: Existing): boolean => cloud.attributes["sovereign"] === true;

/** A number of clouds, from what shows that each was there and what the roster says of it. */
const numberOf = (all: readonly Existing[], what: string): Cell => ({
  value: all.length,
  derivation: `number of ${what}`,
  sources: sourcesIn(all.flatMap(({ cloud, shownBy }) => [shownBy, rosterSource(cloud)])),
});

const isDescribed = ({ cloud }: Existing): boolean => cloud.described;

/** `43 active, 4 acquired`, largest group first; a cloud without a status says so. */
function fateOf(all: readonly Existing[]): Fate {
  const groups = groupBy(all, ({ cloud }) => String(cloud.attributes["status"] ?? "of unknown status"));
  const words = [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([status, own]) => `${own.length} ${status}`);
  const days = all.filter(isDescribed).map(({ cloud }) => formatDay(cloud.knownAt));
  return { all, active: groups.get("active") ?? [], words: words.join(", "), roster: days.toSorted().at(-1) ?? null };
}

function medalWords({ tiers }: CloudsData, edition: string | undefined): string {
  if (!edition) return "No edition of ClusterMAX was known then";
  const standing = [...tiers.values()];
  const medals = standing.filter(holdsMedal).length;
  return `Of all that are rated, whenever they became known, ${clouds(medals)} ${medals === 1 ? "holds" : "hold"} a medal in ClusterMAX ${edition}, ${standing.filter(holdsGold).length} of them gold or platinum`;
}

/** `43 of 47 clouds known to have existed by 2024-12-31 are active (roster of 2026-10-31)`. */
function finding({ all, active, roster }: Fate, by: string): string {
  if (all.length === 0) return `No cloud was known to have existed by ${by}`;
  if (roster === null)
    return `What became of ${clouds(all.length)} known to have existed by ${by} was not in any roster yet`;
  const isWhole = all.every(isDescribed);
  const known = `${isWhole ? "" : "At least "}${active.length} of ${clouds(all.length)} known to have existed by ${by}`;
  const partly = isWhole ? "" : ", which lacks some";
  return `${known} ${active.length === 1 ? "is" : "are"} active (roster of ${roster}${partly})`;
}

type Tested = { claims: readonly Observation[]; fate: Fate; by: string; today: string; roster: number; medals: string };

/** Each question with the claim, the count in the data that can be held against it, and what that says. */
function rowsOf({ claims, fate, by, today, roster, medals }: Tested): Row[] {
  const cohort = `clouds that can be shown to have existed by ${by}: founded, in the roster or with an observation of then or earlier`;
  const sovereign = fate.active.filter(isSovereign);
  return [
    {
      question: { value: "How many clouds are tracked?" },
      claim: stated(claims, "tracked"),
      data: numberOf(fate.all, cohort),
      reading: {
        value: `${fate.all.length} of the ${roster} clouds of every kind that are tracked on ${today} can be shown to have existed by ${by}. The claim's own list was not kept, so the two cannot be matched one by one`,
      },
    },
    {
      question: { value: "How many will survive?" },
      claim: stated(claims, "survivors"),
      data: fate.roster === null ? NOT_KNOWN : numberOf(fate.active, `${cohort}, and that are active in the roster`),
      reading: {
        value: `${fate.all.length === 0 ? "Nothing is known of the clouds of that time." : `Not decided: of those ${fate.all.length}, ${fate.words}${fate.roster === null ? ", since no roster was known then" : ` in the roster of ${fate.roster}`}.`} The claim neither said by when nor what “survive” means. ${medals}`,
      },
    },
    {
      question: { value: "How many of the survivors are sovereign?" },
      claim: stated(claims, "sovereign-survivors"),
      data:
        fate.roster === null
          ? NOT_KNOWN
          : numberOf(sovereign, `${cohort}, that are active and carry the sovereign flag`),
      reading: {
        value:
          fate.roster === null
            ? "No roster was known then that says which are sovereign"
            : `${sovereign.length} of the ${fate.active.length} active are sovereign: owned or backed by a state, or supplier to a national programme`,
      },
    },
    {
      question: { value: "What part of AI GPU revenue do hyperscalers hold?" },
      claim: stated(claims, "hyperscaler-revenue-share"),
      data: { value: null, text: "not assessed" },
      reading: {
        value: "No series here measures the revenue of all clouds from AI GPUs, so the claim stands untested",
      },
    },
  ];
}

/**
 * The dated claim of how many clouds there are and how many will last, beside what the data says of the clouds of that
 * time: one that is known only since has not survived anything, and does not count.
 */
export async function claimFigure(reader: Reader, data: CloudsData): Promise<Figure> {
  const known = await reader.latest({ dataset: CLAIMS });
  const survivors = known.find((one) => one.dims["claim"] === "survivors") ?? known[0];
  const first = survivors && formatDay(survivors.knownAt);
  // What was claimed on another day is about other clouds.
  const claims = known.filter((one) => formatDay(one.knownAt) === first);
  const today = formatDay(reader.asOf);
  const base = { id: "claim", chart: null };
  if (!first)
    return {
      ...base,
      title: "How many clouds will last",
      subtitle: "A dated claim beside what the data says",
      table: { columns: [], rows: [] },
      empty: "No claim of how many clouds will last was known on that date.",
    };
  const [witnesses, ratings] = await Promise.all([
    readWitnesses(reader),
    reader.may(RATINGS) ? reader.observations({ dataset: RATINGS }) : [],
  ]);
  const fate = fateOf(existingBy(data.clouds, witnesses, first));
  const medals = medalWords(data, editionsOf(ratings).at(-1)?.label);
  const rows = rowsOf({ claims, fate, by: first, today, roster: data.clouds.length, medals });
  return {
    ...base,
    title: finding(fate, first),
    subtitle: `A claim of ${first} beside the clouds that can be shown to have existed then; those known only since are left out`,
    table: {
      columns: [
        { key: "question", label: "Question", kind: "text" },
        { key: "claim", label: `Claim of ${first.slice(0, 7)}`, kind: "number", decimals: 0 },
        { key: "data", label: "Data here", kind: "number", decimals: 0 },
        { key: "reading", label: "Reading", kind: "text" },
      ],
      rows,
    },
  };
}
