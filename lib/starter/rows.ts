import { z } from "zod";
import type { DatasetDefinition } from "@/lib/datasets/define";
import {
  ProposedAlias,
  ProposedEntity,
  ProposedEvent,
  ProposedObservation,
  ProposedRelation,
  ProposedSource,
} from "@/lib/datasets/proposal";
import { type EntityLookup, type Issue, validateObservation } from "@/lib/datasets/validate";
import { entityKind, type EntityKind } from "@/lib/entities/kinds";
import { Day, parsePeriod } from "@/lib/kernel/period";
import { knownFrom } from "@/lib/provenance/known-from";

export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: Issue[] };
type Cells = Record<string, string>;

/** The camel-cased fields of a proposal, as the starter files' headers call them. */
const header = (path: readonly PropertyKey[]): string =>
  String(path[0] === "dims" || path[0] === "attributes" ? (path[1] ?? path[0]) : path[0]).replace(
    /[A-Z]/g,
    (letter) => `_${letter.toLowerCase()}`,
  );

function parsed<T>(result: z.ZodSafeParseResult<T>): Parsed<T> {
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, issues: result.error.issues.map((i) => ({ field: header(i.path), message: i.message })) };
}

const numeric = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
};

/** A day on which something became known, as the instant at which that day began, UTC. */
const instantOf = (day: string | undefined): string | undefined =>
  day === undefined ? undefined : Day.safeParse(day).success ? `${day}T00:00:00.000Z` : day;

const defined = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const OBSERVATION_COLUMNS = new Set(
  "measure period period_end period_label value low high status confidence known_at source note".split(" "),
);

/** The day on which the sources that bear no date were read: what only they say is known from then on. */
export const SOURCES_READ_ON = "2026-10-31";

/** When each source was published by its key, null where its page bears no date; and what kind of source it is. */
export type Publications = ReadonlyMap<string, { published: string | null; kind: string }>;

/** The kind of a source that gathers what others said: without a date, nothing tells since when it says what. */
const COMPILATION = "dataset";

/** Reads one line of observations/<dataset>.csv and holds it against the dataset's definition. */
export function observationRow(
  dataset: DatasetDefinition,
  cells: Cells,
  exists: EntityLookup,
  publications: Publications = new Map(),
): Parsed<ProposedObservation> {
  const measures = Object.keys(dataset.measures);
  const period = parsePeriod(cells["period"] ?? "");
  if (!period) return { ok: false, issues: [{ field: "period", message: `“${cells["period"] ?? ""}” is no period` }] };
  const dims = Object.fromEntries(Object.entries(cells).filter(([column]) => !OBSERVATION_COLUMNS.has(column)));
  const result = parsed(
    ProposedObservation.safeParse(
      defined({
        dataset: dataset.slug,
        measure: cells["measure"] ?? (measures.length === 1 ? measures[0] : ""),
        dims,
        period: period.start,
        periodEnd: cells["period_end"],
        periodLabel: cells["period_label"],
        value: numeric(cells["value"]) ?? null,
        low: numeric(cells["low"]),
        high: numeric(cells["high"]),
        status: cells["status"],
        confidence: cells["confidence"],
        source: cells["source"],
        knownAt: instantOf(cells["known_at"]),
        note: cells["note"],
      }),
    ),
  );
  if (!result.ok) return result;
  const issues = validateObservation(dataset, result.value, exists);
  const { published, kind } = publications.get(result.value.source) ?? { published: null, kind: "" };
  if (published === null && kind === COMPILATION && (cells["known_at"] ?? SOURCES_READ_ON) < SOURCES_READ_ON)
    issues.push({
      field: "known_at",
      message: `nobody knows since when its compilation tells it: known from ${SOURCES_READ_ON}`,
    });
  const measure = dataset.measures[result.value.measure];
  if (measure && !cells["period_end"] && period.frequency !== measure.frequency)
    issues.push({
      field: "period",
      message: `“${cells["period"]}” is a ${period.frequency}, not a ${measure.frequency}`,
    });
  return issues.length > 0 ? { ok: false, issues } : result;
}

/** Reads one line of sources/<area>.csv. */
export const sourceRow = (cells: Cells): Parsed<ProposedSource> => parsed(ProposedSource.safeParse(cells));

const list = (text: string | undefined): string[] => text?.split("|").map((item) => item.trim()) ?? [];

function attributeValue(type: string, text: string): string | number | boolean {
  if (type === "number") return numeric(text) ?? Number.NaN;
  if (type === "boolean") return text === "true";
  return text;
}

/** Reads one line of entities/<kind>/<area>.csv; columns that are no field of an entity are the kind's attributes. */
export function entityRow(kind: EntityKind, cells: Cells): Parsed<ProposedEntity> {
  const { attributes } = entityKind(kind);
  const { slug, name, aliases, verified, source, known_at: knownAt, note, ...rest } = cells;
  const unknown = Object.keys(rest).find((column) => !(column in attributes));
  if (unknown) return { ok: false, issues: [{ field: unknown, message: `a ${kind} has no attribute “${unknown}”` }] };
  const typed = Object.entries(rest).map(([key, text]) => [key, attributeValue(attributes[key]?.type ?? "text", text)]);
  return parsed(
    ProposedEntity.safeParse(
      defined({
        kind,
        slug,
        name,
        aliases: list(aliases),
        attributes: Object.fromEntries(typed),
        verified: verified === "true" ? true : verified === "false" ? false : verified,
        source,
        knownAt: instantOf(knownAt),
        note,
      }),
    ),
  );
}

/**
 * Reads one line of events/<dataset>.csv. A happening is known from the publication of its source on, never from the
 * day on which it happened; what names an earlier day is no row.
 */
export function eventRow(dataset: string, cells: Cells, publications: Publications): Parsed<ProposedEvent> {
  const { occurred_on: occurredOn, known_at: given, subjects, ...rest } = cells;
  const earliest = knownFrom(publications.get(rest["source"] ?? "")?.published ?? null) ?? SOURCES_READ_ON;
  if (given !== undefined && given < earliest)
    return {
      ok: false,
      issues: [{ field: "known_at", message: `its source lets nobody know it before ${earliest}` }],
    };
  const knownAt = instantOf(given ?? earliest);
  const fields = { ...rest, dataset, occurredOn, subjects: list(subjects), knownAt };
  return parsed(ProposedEvent.safeParse(defined(fields)));
}

/** Reads one line of aliases/<dataset>.csv. */
export const aliasRow = (cells: Cells): Parsed<ProposedAlias> => parsed(ProposedAlias.safeParse(cells));

/** Reads one line of relations/<area>.csv. */
export function relationRow(cells: Cells): Parsed<ProposedRelation> {
  const { from_kind: fromKind, from, to_kind: toKind, to, known_at: knownAt, ...rest } = cells;
  const ends = { from: { kind: fromKind, slug: from }, to: { kind: toKind, slug: to } };
  return parsed(ProposedRelation.safeParse(defined({ ...rest, ...ends, knownAt: instantOf(knownAt) })));
}
