import { validateObservation } from "@/lib/datasets/validate";
import {
  ProposedEntity,
  type ProposedObservation,
  ProposedObservation as ObservationSchema,
  ProposedSource,
} from "@/lib/datasets/proposal";
import { findDataset } from "@/lib/datasets/registry";
import { seriesCode } from "@/lib/datasets/series-code";
import type { EntityKind } from "@/lib/entities/kinds";
import { now } from "@/lib/kernel/clock";
import type { Doubt, Reading, StaleFile } from "../connector";

/** How often each reason was met, with the first samples of it. */
export type Reasons = Record<string, { count: number; samples: string[] }>;

/** What the payloads of a run came to, before the gate. */
export type Batch = {
  observations: ProposedObservation[];
  /** Why some of the observations are to be held, whatever the gate says. */
  doubts: Map<ProposedObservation, Doubt>;
  entities: ProposedEntity[];
  sources: ProposedSource[];
  seen: number;
  rejected: Reasons;
  passed: Reasons;
  unknownFields: string[];
  stale: StaleFile[];
};

const SAMPLES = 5;

function count(reasons: Reasons, reason: string, sample?: string): void {
  const entry = (reasons[reason] ??= { count: 0, samples: [] });
  entry.count += 1;
  if (sample !== undefined && entry.samples.length < SAMPLES) entry.samples.push(sample.slice(0, 400));
}

/** How many records a table of reasons stands for. */
export const countOf = (reasons: Reasons): number => Object.values(reasons).reduce((sum, one) => sum + one.count, 0);

export type Known = (kind: EntityKind, slug: string) => boolean;

const keyOf = (one: ProposedObservation): string => {
  const dataset = findDataset(one.dataset);
  return `${dataset ? seriesCode(dataset, one.dims, one.measure) : one.dataset} ${one.period} ${one.knownAt ?? ""}`;
};

/** What is wrong with an observation under its dataset's definition, in words; null where it is well. */
function faultOf(one: ProposedObservation, allowed: ReadonlySet<string>, exists: Known): string | null {
  const dataset = allowed.has(one.dataset) ? findDataset(one.dataset) : undefined;
  if (!dataset) return `the connector does not declare the dataset ${one.dataset}`;
  const issue = validateObservation(dataset, one, exists)[0];
  if (!issue && one.knownAt && Date.parse(one.knownAt) > now().getTime())
    return `it is not known before ${one.knownAt}`;
  return issue ? `${issue.field}: ${issue.message}` : null;
}

function contradictionOf(group: readonly ProposedObservation[]): string {
  const values = [...new Set(group.map((one) => one.value ?? "none"))];
  const statuses = [...new Set(group.map((one) => one.status))];
  const said = values.length > 1 ? values.join(", ") : `${values.join()} with the statuses ${statuses.join(", ")}`;
  return `The source says different things about one series and period: ${said}.`.slice(0, 400);
}

/**
 * Of several readings of one series and period: the one value they agree on. Where they differ, the first is held with
 * what the others say, and none is published.
 */
function settleTwice(batch: Batch): void {
  const groups = new Map<string, ProposedObservation[]>();
  for (const one of batch.observations) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  batch.observations = [...groups].flatMap(([key, group]) => {
    const [first, ...others] = group;
    if (!first || others.length === 0) return group;
    const differing = others.filter((one) => one.value !== first.value || one.status !== first.status);
    for (let same = others.length - differing.length; same > 0; same -= 1) count(batch.passed, "the same value twice");
    if (differing.length === 0) return [first];
    for (const one of differing)
      count(batch.rejected, "different values for one series and period", `${key}: ${one.value} ${one.note ?? ""}`);
    batch.doubts.set(first, { rule: "contradiction", reason: contradictionOf(group) });
    return [first];
  });
}

/**
 * Gathers what a connector read. A record that does not hold under its dataset's definition is rejected with the
 * reason; the others go on. Hands on what the reading itself throws.
 */
export async function gather(
  readings: AsyncIterable<Reading>,
  datasets: readonly string[],
  exists: Known,
): Promise<Batch> {
  const batch: Batch = {
    observations: [],
    doubts: new Map(),
    entities: [],
    sources: [],
    seen: 0,
    rejected: {},
    passed: {},
    unknownFields: [],
    stale: [],
  };
  const unknown = new Set<string>();
  const proposed = new Set<string>();
  const allowed = new Set(datasets);
  const known: Known = (kind, slug) => proposed.has(`${kind} ${slug}`) || exists(kind, slug);
  for await (const reading of readings) {
    if ("unknownField" in reading) unknown.add(reading.unknownField);
    else if ("stale" in reading) batch.stale.push(reading.stale);
    else if ("entity" in reading) {
      const entity = ProposedEntity.parse(reading.entity);
      proposed.add(`${entity.kind} ${entity.slug}`);
      batch.entities.push(entity);
    } else if ("source" in reading) batch.sources.push(ProposedSource.parse(reading.source));
    else {
      batch.seen += 1;
      if ("rejected" in reading) count(batch.rejected, reading.rejected, reading.sample);
      else if ("passed" in reading) count(batch.passed, reading.passed);
      else {
        const parsed = ObservationSchema.safeParse(reading.observation);
        const fault = parsed.success
          ? faultOf(parsed.data, allowed, known)
          : (parsed.error.issues[0]?.message ?? "invalid");
        if (fault !== null || !parsed.success)
          count(batch.rejected, fault ?? "invalid", JSON.stringify(reading.observation));
        else {
          batch.observations.push(parsed.data);
          if (reading.doubt) batch.doubts.set(parsed.data, reading.doubt);
        }
      }
    }
  }
  settleTwice(batch);
  return { ...batch, unknownFields: [...unknown].toSorted() };
}
