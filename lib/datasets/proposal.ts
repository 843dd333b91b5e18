import { z } from "zod";
import { EntityKind } from "@/lib/entities/kinds";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import { Confidence, Status } from "@/lib/kernel/status";

/** An instant in UTC, as ISO 8601 text. */
export const Instant = z.iso.datetime({ offset: false });
export type Instant = string;

/**
 * One value that a change set would append. `knownAt` is left out for what becomes known by being published;
 * a withdrawal has status W and no value. A range may stand without a point between its ends.
 */
export const ProposedObservation = z
  .strictObject({
    dataset: Slug,
    measure: z.string(),
    dims: z.record(z.string(), z.string()),
    period: Day,
    periodEnd: Day.optional(),
    periodLabel: z.string().max(40).optional(),
    value: z.number().nullable(),
    low: z.number().optional(),
    high: z.number().optional(),
    status: Status,
    confidence: Confidence.optional(),
    source: Slug,
    knownAt: Instant.optional(),
    note: z.string().max(1000).optional(),
  })
  .refine(
    (o) => (o.status === "W") === (o.value === null && o.low === undefined && o.high === undefined),
    "a value or a range is needed, and a withdrawal has neither",
  )
  .refine((o) => o.low === undefined || o.high === undefined || o.low <= o.high, "low is above high");
export type ProposedObservation = z.infer<typeof ProposedObservation>;

export const ProposedSource = z.strictObject({
  key: Slug,
  title: z.string().min(1),
  publisher: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }).optional(),
  published: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "a date is written YYYY, YYYY-MM or YYYY-MM-DD")
    .optional(),
  kind: z.string().min(1),
  licence: z.string().optional(),
  reliability: z.enum(["high", "medium", "low"]).optional(),
});
export type ProposedSource = z.infer<typeof ProposedSource>;

export const ProposedEntity = z.strictObject({
  kind: EntityKind,
  slug: Slug,
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  verified: z.boolean(),
  source: Slug.optional(),
  knownAt: Instant.optional(),
  note: z.string().max(1000).optional(),
});
export type ProposedEntity = z.infer<typeof ProposedEntity>;

/** A dated link between two entities: one operates, owns, designs, supplies or publishes the other. */
export const ProposedRelation = z.strictObject({
  from: z.strictObject({ kind: EntityKind, slug: Slug }),
  relation: z.enum(["operates", "owns", "tenant_of", "designs", "fabricates", "supplies", "part_of"]),
  to: z.strictObject({ kind: EntityKind, slug: Slug }),
  since: Day.optional(),
  until: Day.optional(),
  source: Slug,
  knownAt: Instant.optional(),
  note: z.string().max(1000).optional(),
});
export type ProposedRelation = z.infer<typeof ProposedRelation>;

/** Something that happened on a day and belongs as a pin on a dataset's charts or in its timeline. */
export const ProposedEvent = z.strictObject({
  key: Slug,
  dataset: Slug,
  occurredOn: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  kind: z.string().min(1),
  title: z.string().min(1).max(300),
  subjects: z.array(Slug).default([]),
  /** True takes the pin off the charts from then on. */
  withdrawn: z.boolean().default(false),
  source: Slug,
  knownAt: Instant.optional(),
  note: z.string().max(1000).optional(),
});
export type ProposedEvent = z.infer<typeof ProposedEvent>;

/** Another code under which a series can be found. */
export const ProposedAlias = z.strictObject({ alias: z.string().regex(/^[A-Z][A-Z0-9_.]*$/), series: z.string() });
export type ProposedAlias = z.infer<typeof ProposedAlias>;
