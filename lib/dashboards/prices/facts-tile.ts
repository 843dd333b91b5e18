import type { Headline } from "../home/headline";
import { assessmentHref } from "./index-words";
import { basisWords, detailLines, gradedKindOf, levelCell, type LevelFacts } from "./level-facts";
import { codeLabel, UNIT } from "./words";

/** A market's one level as a tile, the same on the prices page and on the home page; `variant` names one GPU of several. */
export function factsTile(facts: LevelFacts, variant = ""): Headline {
  const { gpu, segment, tenor, day } = facts;
  return {
    key: `level-${gpu}-${segment}-${tenor}`,
    label: [codeLabel("segment", segment), codeLabel("tenor", tenor).toLowerCase(), variant].filter(Boolean).join(", "),
    href: assessmentHref(facts),
    unit: UNIT,
    decimals: 2,
    change: null,
    // The quartiles have a line of their own: beside the number they would not fit a tile.
    cell: { ...levelCell(facts), low: null, high: null },
    on: day,
    kind: gradedKindOf(facts),
    period: `${day}, ${basisWords(facts)}`,
    details: detailLines(facts),
    history: facts.history,
  };
}

/** The tile of a market that has no level, with why. */
export const noLevelTile = (segment: string, tenor: string, why: string): Headline => ({
  key: `level-${segment}-${tenor}`,
  label: `${codeLabel("segment", segment)}, ${codeLabel("tenor", tenor).toLowerCase()}`,
  href: "#index",
  unit: UNIT,
  decimals: 2,
  change: null,
  cell: { value: null, text: "no level" },
  on: "",
  period: why,
  history: [],
});
