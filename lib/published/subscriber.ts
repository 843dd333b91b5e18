import type { Database, Transaction } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import type { Mail } from "@/lib/mail/send-mail";
import type { Beginning } from "@/lib/store/publications/turns";
import type { Publication } from "@/lib/store/publications/publication";
import type { BlastPart } from "@/lib/studio/blast-radius/blast-part";
import type { FigureChange } from "@/lib/studio/blast-radius/figure-changes";
import type { ChangedSeries } from "@/lib/studio/blast-radius/page-views";
import type { DiffLine, Draft } from "@/lib/studio/drafts/draft";

/** A draft that is to be published, and the store as it stands before. */
export type Before = {
  db: Database;
  viewer: Viewer;
  draft: Draft;
  /** The draft's values against what is published, without those that stand already. */
  lines: readonly DiffLine[];
  series: readonly ChangedSeries[];
};

/** The store as it would be, in a transaction that is rolled back, and what figures show then. */
export type After = { tx: Transaction; figures: readonly FigureChange[] };

/** Tells what of its kind would follow; null where nothing does. */
export type Look = (after: After) => Promise<BlastPart | null>;

/**
 * What would follow a draft's publication. It reads what it needs of the store as it is; the look that it returns is taken
 * while the draft stands published in a dry run. Neither writes anything.
 */
export type Preview = (before: Before) => Promise<Look>;

/** What a delivery works with. */
export type DeliveryTools = {
  db: Database;
  /** Sends a mail; null where this installation sends none. */
  send: ((mail: Mail) => Promise<void>) | null;
  /** Does a part of the delivery that has a name, unless an earlier try of the same delivery has done it. */
  once: (part: string, work: () => Promise<void>) => Promise<void>;
};

/** What follows a publication by somebody's doing, whoever published. */
export type Delivery = {
  /** Lasts: how far it has got is kept under it. */
  name: string;
  title: string;
  /** A new one begins with what is published from now on, unless it can take all that is kept. */
  from: Beginning;
  follows: (publication: Publication) => boolean;
  /** Whether one piece of work does for all the publications that wait. */
  together: boolean;
  /**
   * Does what follows, at least once for each publication and in their order: doing it again for the same change set must
   * change nothing. Returns figures for the log. What it throws is tried again; Busy says that somebody else is at
   * it, which is no failure.
   */
  deliver: (publications: readonly Publication[], tools: DeliveryTools) => Promise<Record<string, number>>;
};
