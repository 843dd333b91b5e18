import type { Labels } from "../dataset/names";
import type { Figure, Row } from "../figure";
import { assessmentHref } from "./index-words";
import { kindOf, levelCell, type LevelFacts } from "./level-facts";
import { codeLabel, counted, UNIT } from "./words";

const part = (value: number | null): number | null => (value === null ? null : 100 * value);

function rowOf(label: Labels, facts: LevelFacts): Row {
  const { sources, gpu, segment, tenor } = facts;
  const computed = (value: number | null, derivation: string) => ({ value, derivation, sources });
  return {
    gpu: { value: label("gpu", gpu) },
    segment: {
      value: codeLabel("segment", segment),
      href: `/prices?${new URLSearchParams({ gpu, segment, tenor }).toString()}`,
    },
    tenor: { value: codeLabel("tenor", tenor) },
    level: levelCell(facts),
    kind: { value: kindOf(facts) },
    grade: { value: facts.grade ?? "" },
    day: { value: facts.day, href: assessmentHref(facts) },
    votes: computed(facts.votes, "number of votes, one for each owner and class of offer"),
    seen31: computed(part(facts.seen31), "part of the votes that were seen within 31 days, an owner's together as one"),
    seen92: computed(part(facts.seen92), "part of the votes that were seen within 92 days, an owner's together as one"),
    month: computed(facts.moved30, "chain of matched offers, over 30 days"),
    year: computed(facts.movedYear, "chain of matched offers, over one year"),
    companion: computed(facts.companion, `weighted with installed fleets of ${counted(facts.fleets, "owner")}`),
  };
}

/** The one level of every segment and tenor of a GPU, with what it rests on. */
export function marketLevelsFigure(gpuName: string, label: Labels, levels: readonly LevelFacts[]): Figure | null {
  const [first] = levels;
  if (!first) return null;
  const several = new Set(levels.map((one) => one.gpu)).size > 1;
  const days = new Set(levels.map((one) => one.day));
  const assessed = levels.filter((one) => one.kind === "assessed").length;
  return {
    id: "market-levels",
    title: `${gpuName}: ${counted(levels.length, "market")} with a level${days.size === 1 ? ` on ${first.day}` : ""}, ${assessed} assessed and ${levels.length - assessed} from rate cards`,
    subtitle: `${UNIT}, USD nominal; newest level of each segment and tenor, with quartiles`,
    chart: null,
    table: {
      columns: [
        ...(several ? [{ key: "gpu", label: "GPU", kind: "text" } as const] : []),
        { key: "segment", label: "Segment", kind: "text" },
        { key: "tenor", label: "Tenor", kind: "text" },
        { key: "level", label: "Level", kind: "number", unit: UNIT, decimals: 2 },
        { key: "kind", label: "Kind", kind: "text" },
        { key: "grade", label: "Grade", kind: "text" },
        { key: "day", label: "Day", kind: "day" },
        { key: "votes", label: "Votes", kind: "number", decimals: 0 },
        { key: "seen31", label: "Seen within 31 days", kind: "number", unit: "%", decimals: 0 },
        { key: "seen92", label: "Within 92 days", kind: "number", unit: "%", decimals: 0 },
        { key: "month", label: "30 days, matched", kind: "number", unit: "%", decimals: 1 },
        { key: "year", label: "One year, matched", kind: "number", unit: "%", decimals: 1 },
        { key: "companion", label: "By installed fleets", kind: "number", unit: UNIT, decimals: 2 },
      ],
      rows: levels.map((one) => rowOf(label, one)),
    },
    note: "One number for each market, the same in tiles, titles and on the home page: the assessed level where it is at most seven days old, else the rate card of prices that stand. Grade: A most votes seen within a month, B within a quarter, C older. Changes are those of the chain, which moves by matched offers alone; where it does not reach back unbroken, or no offer was seen again within the month, there is none. Beside the median stands one weighted with installed fleets, for what the typical GPU costs. Nothing compares segments or tenors: other sellers stand behind each. A day leads to its votes, and to what has none and why.",
  };
}
