import { z } from "zod";
import {
  ProposedAlias,
  ProposedEntity,
  ProposedEvent,
  ProposedObservation,
  ProposedRelation,
  ProposedSource,
} from "@/lib/datasets/proposal";
import { RevisionReason } from "@/lib/datasets/revision-reason";

/** Who proposes: a person, a connector by its name, or the load of the starter dataset. */
export const Author = z.strictObject({
  kind: z.enum(["person", "connector", "starter"]),
  name: z.string().min(1),
});
export type Author = z.infer<typeof Author>;

/** Proposed changes with their author and reason: all are published, or none is. */
export const ChangeSet = z.strictObject({
  author: Author,
  reason: z.string().trim().min(1, "a change set says why"),
  /** Why its values replace what stood, where no value has a reason of its own, as a draft's have. */
  revises: RevisionReason.default("new-information"),
  sources: z.array(ProposedSource).default([]),
  entities: z.array(ProposedEntity).default([]),
  relations: z.array(ProposedRelation).default([]),
  events: z.array(ProposedEvent).default([]),
  aliases: z.array(ProposedAlias).default([]),
  observations: z.array(ProposedObservation).default([]),
});
export type ChangeSet = z.infer<typeof ChangeSet>;
export type ChangeSetInput = z.input<typeof ChangeSet>;

/** What a publication did: rows that were already there in the same state are not written again. */
export type Published = {
  changeSetId: number | null;
  appended: {
    sources: number;
    entities: number;
    relations: number;
    events: number;
    aliases: number;
    observations: number;
  };
  unchanged: number;
  releases: { dataset: string; number: number; appended: number; series: number }[];
};
