import type { Database } from "@/db/client";
import type { Tools } from "../fetch/attempt";
import type { Candidate, Hold } from "../gate/candidate";
import type { Batch } from "./batch";
import type { RunLog } from "./log";
import type { Ending, Trigger } from "./run-rows";

/** What runs need: the store, the way to the sources, the connector's key, a log. */
export type RunTools = Omit<Tools, "onRequest"> & { db: Database; key: string; log: RunLog };

export type RunOrder = {
  trigger: Trigger;
  startedBy: string;
  since?: string | null;
  /** Reads the payloads of this run again instead of asking the source. */
  replayOf?: { run: number; day: string; since: string | null; changeSetId: number | null };
};

/** What a run found and did. A dry run has no number and published nothing. */
export type RunReport = { run: number | null; ending: Ending; passed: Candidate[]; held: Hold[]; batch: Batch | null };
