import type { Reader } from "@/lib/access/reader";
import type { Entity, Observation } from "@/lib/store/rows";
import type { Cell, Figure, Row } from "../figure";
import { observedCell } from "../cells";
import { sourcesIn } from "../figure-sources";
import { type CloudsData, rosterSource } from "./clouds-figure";
import { tierName } from "./ratings";

const CLAIMS = "neocloud-claims";
const MEDALS = new Set(["Bronze", "Silver", "Gold", "Platinum"]);

const stated = (claims: readonly Observation[], claim: string): Cell => {
  const one = claims.find((each) => each.dims["claim"] === claim);
  return one ? observedCell(one) : { value: null, text: "not stated" };
};

/** A count of clouds by what the roster says of them, from the sources of its rows. */
const counted = (clouds: readonly Entity[], derivation: string): Cell => ({
  value: clouds.length,
  derivation: `number of ${derivation}`,
  sources: sourcesIn(clouds.map(rosterSource)),
});

/** The dated claim of how many clouds there are and how many will last, beside what the data here says of it. */
export async function claimFigure(reader: Reader, data: CloudsData): Promise<Figure> {
  const claims = await reader.latest({ dataset: CLAIMS });
  const still = data.clouds.filter((one) => one.attributes["status"] === "active");
  const active = still.length;
  const gone = data.clouds.filter((one) => !["active", undefined].includes(String(one.attributes["status"])));
  const neoclouds = data.clouds.filter((one) => one.attributes["kind"] === "neocloud").length;
  const owned = data.clouds.filter((one) => one.attributes["sovereign"] === true);
  const sovereign = owned.length;
  const medals = [...data.tiers.values()].filter((one) => MEDALS.has(tierName(one.value) ?? "")).length;
  const top = [...data.tiers.values()].filter((one) => ["Gold", "Platinum"].includes(tierName(one.value) ?? "")).length;
  const rows: Row[] = [
    {
      question: { value: "How many clouds are tracked?" },
      claim: stated(claims, "tracked"),
      data: counted(data.clouds, `clouds tracked here of every kind; ${neoclouds} of them neoclouds proper`),
      reading: {
        value: `${data.clouds.length} tracked here, ${neoclouds} of them neoclouds proper; ${active} active, ${gone.length} acquired or pivoted away`,
      },
    },
    {
      question: { value: "How many will survive?" },
      claim: stated(claims, "survivors"),
      data: counted(still, "tracked clouds whose status is active"),
      reading: {
        value: `Not decided yet: ${active} are still active. ${medals} hold a ClusterMAX medal now, ${top} of them gold or platinum`,
      },
    },
    {
      question: { value: "How many of the survivors are sovereign?" },
      claim: stated(claims, "sovereign-survivors"),
      data: counted(owned, "tracked clouds that carry the sovereign flag"),
      reading: {
        value: `${sovereign} tracked clouds are sovereign: owned or backed by a state, or supplier to a national programme`,
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
  const first = claims[0];
  return {
    id: "claim",
    title: first
      ? `The shake-out has not come: ${active} of ${data.clouds.length} tracked clouds are active`
      : `${active} of ${data.clouds.length} tracked clouds are active`,
    subtitle: first
      ? `A claim dated ${first.knownAt.slice(0, 10)} beside what the data says`
      : "What the data says; the dated claim was not known then",
    chart: null,
    table: {
      columns: [
        { key: "question", label: "Question", kind: "text" },
        { key: "claim", label: first ? `Claim of ${first.knownAt.slice(0, 7)}` : "Claim", kind: "number", decimals: 0 },
        { key: "data", label: "Data here", kind: "number", decimals: 0 },
        { key: "reading", label: "Reading", kind: "text" },
      ],
      rows,
    },
  };
}
