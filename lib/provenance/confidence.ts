import type { DatasetDefinition } from "@/lib/datasets/define";
import { type Confidence, isActual, type Status } from "@/lib/kernel/status";
import type { Grade } from "./grade";

/** What of an observation the rule looks at. */
export type Weighed = { status: Status; dims: Readonly<Record<string, string>> };
/** How sure a number is, and why in words: “press report of a reported figure”. */
export type Weight = { confidence: Confidence; why: string };

const STEPS = ["low", "medium", "high"] as const satisfies readonly Confidence[];
const step = (at: number): Confidence => STEPS[Math.max(0, Math.min(2, at))] ?? "low";

/** How far each grade carries an actual: 2 is high, 0 is low. */
const CARRIES: Record<Grade, number> = { primary: 2, "data-vendor": 1, press: 1, relay: 0, unverified: 0 };

/** Views that are a data vendor's own work: of these it is as near as anybody can be. */
const OWN_WORK: readonly Status[] = ["E", "F", "C"];

/**
 * How many steps a kind of statement takes off. A plan can be stated surely; an estimate, what others expect and a
 * forecast are never sure, whoever makes them.
 */
const TAKES: Record<Status, number> = { A: 0, P: 1, G: 0, C: 1, E: 1, F: 2, W: 0 };

const SOURCE: Record<Grade, string> = {
  primary: "primary source for",
  "data-vendor": "data vendor for",
  press: "press report of",
  relay: "relay of",
  unverified: "source that cannot be looked up for",
};

const FIGURE: Record<Status, string> = {
  A: "a reported figure",
  P: "a provisional figure",
  G: "guidance",
  C: "a consensus",
  E: "an estimate",
  F: "a forecast",
  W: "a withdrawal",
};

type Basis = DatasetDefinition["lessSure"][number];

/**
 * What the dataset says of numbers on that basis: computed ones, or others that are less sure than their source. An
 * estimate says so by its status.
 */
function basisOf(dataset: DatasetDefinition, { dims, status }: Weighed): Basis | null {
  if (!isActual(status)) return null;
  const holds = ({ where }: Basis) => Object.entries(where).every(([key, code]) => dims[key] === code);
  return dataset.lessSure.find(holds) ?? null;
}

/**
 * How sure a number is where nobody said so, by one rule: what its source is (its grade), less what its basis and its
 * status take off. In a dataset of what its sources saw themselves, a public record of prices is a witness and no relay.
 */
export function confidenceOf(dataset: DatasetDefinition, one: Weighed, grade: Grade): Weight {
  const saw = dataset.actuals === "observed" && one.status === "A";
  const witness = saw && grade === "relay";
  const maker = grade === "data-vendor" && OWN_WORK.includes(one.status);
  const carries = CARRIES[grade] + (witness || maker ? 1 : 0);
  const basis = basisOf(dataset, one);
  const confidence = step(carries - TAKES[one.status] - (basis ? 1 : 0));
  const source = witness ? "public record of" : SOURCE[grade];
  const figure = saw ? `a price${witness ? " that it saw itself" : ""}` : FIGURE[one.status];
  return { confidence, why: `${source} ${figure}${basis ? `, ${basis.why}` : ""}` };
}
