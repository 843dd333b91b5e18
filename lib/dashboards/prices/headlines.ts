import { formatMonth } from "@/lib/kernel/format";
import { unbroken } from "@/lib/models/price-change";
import type { Headline } from "../home/headline";
import { assessedLevels, type Market, sourcesOf, statusIn } from "./market";
import type { PriceData } from "./data";
import { changeWords, levelDerivation, sinceThen } from "./level-words";
import { codeLabel, counted, dollars, notAssessed, UNIT } from "./words";

/** A market's newest level as a tile: level, quartiles, providers, month, change; or that it is not assessed. */
export function marketHeadline(data: PriceData, market: Market): Headline {
  const { gpu, segment, tenor, kind, levels } = market;
  const assessed = assessedLevels(market);
  const newest = assessed.at(-1);
  const last = levels.at(-1);
  const variant = data.gpus.length > 1 ? `, ${data.label("gpu", gpu)}` : "";
  const base = {
    key: `${gpu}-${segment}-${tenor}`,
    label: `${codeLabel("segment", segment)}, ${codeLabel("tenor", tenor).toLowerCase()}${variant}`,
    href: `#level-${segment}-${tenor}`,
    unit: UNIT,
    decimals: 2,
    change: null,
  };
  if (!newest)
    return {
      ...base,
      cell: { value: null, text: "not assessed" },
      on: "",
      period: last ? `${formatMonth(last.month)}: ${last.votes.length} of 3 providers` : notAssessed(0),
      history: [],
    };
  const { q1, median, q3 } = newest.quartiles;
  const since = sinceThen(market, newest);
  const words = [
    `${formatMonth(newest.month)}, ${counted(newest.votes.length, "provider")}`,
    `quartiles ${dollars(q1)} to ${dollars(q3)}`,
    changeWords(market, newest),
    since === "" ? "" : `since then not assessed (${since})`,
  ];
  const history = unbroken(levels.map((level) => ({ month: level.month, value: level.quartiles?.median ?? null })));
  return {
    ...base,
    cell: {
      value: median,
      status: statusIn(newest.month, data.today),
      derivation: levelDerivation(newest, kind),
      sources: sourcesOf(newest.votes),
    },
    on: formatMonth(newest.month),
    period: words.filter((one) => one !== "").join("; "),
    history: history.map((one) => one.value),
  };
}
