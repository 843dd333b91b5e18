import type { Transaction } from "@/db/client";
import type { Say } from "../import-events";
import type { Ready } from "../judge-import";
import { FaultList, type Tally } from "../rows/faults";
import { Stage } from "./stage";

/** What a whole file came to before it is compared: its sound values are staged, and counted as good until then. */
export type Gathered = { stage: Stage; faults: FaultList; tally: Tally; skipped: number };

/** Judges all rows of a file and stages what is sound, in a transaction of the caller's. */
export async function gather(tx: Transaction, ready: Ready, say: Say): Promise<Gathered> {
  const stage = await Stage.open(tx);
  const faults = new FaultList();
  const tally: Tally = { rows: 0, good: 0, unchanged: 0, empty: 0, bad: 0, badRows: 0 };
  let skipped = 0;
  for await (const judged of ready.judge(tx)) {
    await stage.add(judged.sound);
    stage.takeBack(judged.withdrawn);
    faults.add(judged.faults);
    tally.rows = judged.rows;
    tally.good = stage.count;
    tally.empty += judged.empty;
    tally.bad = faults.count;
    tally.badRows = faults.rows;
    skipped += judged.skipped;
    say({ kind: "progress", phase: "checking", done: judged.rows, of: ready.rows, good: tally.good, bad: tally.bad });
  }
  await stage.close();
  return { stage, faults, tally, skipped };
}
