import { z } from "zod";
import { ProposedSource, type ProposedEntity, type ProposedObservation } from "@/lib/datasets/proposal";
import { Slug } from "@/lib/kernel/slug";
import type { Ask } from "./fetch/ask";
import type { Payload } from "./payload/payload";

/** Why a value that could be read is not to be published by itself: an analyst decides. */
export type Doubt = { rule: string; reason: string };

/** A file that its author has stopped writing: what it is and of which day, in words, with the day itself. */
export type StaleFile = { file: string; written: string; words: string };

/** What one record of a payload turned out to be. Nothing that a source sends is dropped without a reading of it. */
export type Reading =
  | { observation: ProposedObservation; doubt?: Doubt }
  | { entity: ProposedEntity }
  | { source: ProposedSource }
  /** A record that should have been a number and could not be read: `sample` is its raw text. */
  | { rejected: string; sample: string }
  /** A record that is outside of what is tracked, by reason: `GPU not tracked: L4`. */
  | { passed: string }
  /** A field that the source did not use to send. */
  | { unknownField: string }
  /** A file that nobody writes any more: its values are not dated anew, and the source counts as in trouble. */
  | { stale: StaleFile };

/** What a connector may know of its run. `day` is the day of the fetch, also when its payloads are read again later. */
export type RunContext = {
  day: string;
  /** Asked for by `--since`: sources with a history begin there. */
  since: string | null;
  /** The key of a keyed source; empty for the others. */
  key: string;
};

const Card = z.strictObject({
  slug: Slug,
  title: z.string(),
  /** The datasets that it writes, the main one first. */
  datasets: z.array(Slug).min(1),
  /** When it runs: a cron expression in a time zone. */
  cadence: z.strictObject({ cron: z.string(), timeZone: z.string() }),
  /** Without a success for so long, a subscriber would be reading something old: it counts as silent. */
  freshWithinHours: z.number().positive(),
  /** The very same bytes for so long mean that nobody writes them any more. */
  rewrittenWithinDays: z.number().int().positive().optional(),
  licence: z.string(),
  attribution: z.string(),
  /** `itself`: what passes the gate is published; `held`: an analyst accepts everything that it proposes. */
  publishes: z.enum(["itself", "held"]),
  /** A cross-check never feeds an index alone. */
  role: z.enum(["primary", "cross-check"]),
  /** Why it stays off until somebody turns it on. */
  offBecause: z.string().optional(),
  /** The environment variable with its key, without which it is off. */
  keyedBy: z.string().optional(),
  /** Hosts that it asks, with the name of the quota that they share and the most requests a second. */
  hosts: z.record(
    z.string(),
    z.strictObject({
      quota: z.string(),
      perSecond: z.number().positive(),
      /** Not asked of a documented interface for programs, though the connector's other hosts are. */
      robots: z.literal(false).optional(),
    }),
  ),
  /** Whether robots.txt of its hosts is asked first; documented interfaces for programs need not. */
  robots: z.boolean().default(true),
  /** Most bytes of one answer. */
  mostBytes: z.number().int().positive().default(50_000_000),
  publisher: z.strictObject({ slug: Slug, name: z.string() }),
  source: ProposedSource,
});
export type ConnectorCard = z.infer<typeof Card>;

/** The code of a connector: which addresses it asks, and how it reads what came back. */
export type ConnectorWork = {
  /** Asks for every payload of a run. Whatever `ask` returns is kept, in this order. */
  fetch: (ask: Ask, context: RunContext) => Promise<void>;
  /** Reads the kept payloads, in the order in which they came: the same for a run and for its replay. */
  read: (payloads: AsyncIterable<Payload>, context: RunContext) => AsyncIterable<Reading>;
};
export type Connector = ConnectorCard & ConnectorWork;

/** Checks a connector's card and returns it with its defaults. Throws a ZodError that names what is wrong. */
export function defineConnector({ fetch, read, ...card }: z.input<typeof Card> & ConnectorWork): Connector {
  return { ...Card.parse(card), fetch, read };
}
