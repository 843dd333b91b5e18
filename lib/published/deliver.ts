import type { Transaction } from "@/db/client";
import { Busy } from "@/lib/ingest/run/lock";
import type { RunLog } from "@/lib/ingest/run/log";
import { AppError } from "@/lib/kernel/error";
import { advance, enter, keepDone, noteFailure, takeTurn, type Turn } from "@/lib/store/publications/turns";
import { type Publication, readPublicationsAfter } from "@/lib/store/publications/publication";
import type { Delivery, DeliveryTools } from "./subscriber";
import { deliveries } from "./subscribers";

/** Publications that are looked at in one turn. */
const PART = 200;

/**
 * How a subscriber's turn went: it got something, nothing was left, its last failure is too short ago, somebody else has
 * its turn or is at its work, or it failed.
 */
export type TurnOutcome =
  | { state: "delivered"; publications: number; figures: Record<string, number> }
  | { state: "nothing" | "waits" | "taken" | "busy" }
  | { state: "failed"; error: string; tries: number };

/** What became of one subscriber in a round of deliveries. */
export type Delivered = { subscriber: string } & TurnOutcome;

type Means = Pick<DeliveryTools, "db" | "send"> & { log: RunLog };

/** What went wrong in our own sentences; the text of a defect is for the log alone. */
function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return `A defect stopped the delivery${code}; the log has it.`;
}

/** The next piece of work: the publications that are delivered at once, and how far it brings the subscriber. */
function nextPiece(found: readonly Publication[], { follows, together }: Delivery) {
  const wanted = found.filter(follows);
  const publications = together ? wanted : wanted.slice(0, 1);
  const all = together || wanted.length <= 1;
  const last = all ? found.at(-1) : publications.at(-1);
  return { publications, upTo: last?.changeSetId ?? null };
}

/** Notes that a delivery failed; what went wrong is told in full to the log alone. */
async function failed(
  tx: Transaction,
  { name }: Delivery,
  { tries, done }: Pick<Turn, "tries" | "done">,
  error: unknown,
  log: RunLog,
): Promise<TurnOutcome> {
  const sentence = sentenceOf(error);
  await noteFailure(tx, name, { error: sentence, done, tries });
  const defect = error instanceof AppError || !(error instanceof Error) ? null : (error.stack ?? error.message);
  log({ step: "not-delivered", subscriber: name, tries: tries + 1, error: sentence, defect });
  return { state: "failed", error: sentence, tries: tries + 1 };
}

async function deliverPiece(
  tx: Transaction,
  delivery: Delivery,
  turn: Turn,
  { db, send, log, isLost }: Means & { isLost: () => boolean },
): Promise<TurnOutcome> {
  const { name } = delivery;
  const found = await readPublicationsAfter(tx, turn.upTo, PART);
  const done = [...turn.done];
  const once: DeliveryTools["once"] = async (part, work) => {
    if (done.includes(part)) return;
    await work();
    done.push(part);
  };
  try {
    const { publications, upTo } = nextPiece(found, delivery);
    if (upTo === null) return { state: "nothing" };
    const figures = publications.length > 0 ? await delivery.deliver(publications, { db, send, once }) : {};
    if (isLost()) return { state: "taken" };
    await advance(tx, name, upTo);
    if (publications.length > 0)
      log({ step: "delivered", subscriber: name, publications: publications.length, ...figures });
    return { state: "delivered", publications: publications.length, figures };
  } catch (error) {
    if (isLost()) return { state: "taken" };
    if (!(error instanceof Busy)) return failed(tx, delivery, { ...turn, done }, error, log);
    await keepDone(tx, name, done);
    return { state: "busy" };
  }
}

/**
 * One turn of a subscriber. A process that dies in it gives the turn back, and the same is delivered again. So does one
 * whose connection is cut, which holds up no other subscriber: nothing is asked of that connection any more.
 */
async function turnOf(delivery: Delivery, means: Means): Promise<TurnOutcome> {
  let lost = false;
  const isLost = () => lost;
  try {
    return await means.db.sql.begin(async (tx): Promise<TurnOutcome> => {
      const turn = await takeTurn(tx, delivery.name);
      if (!turn) return { state: "taken" };
      if (turn.waits) return { state: "waits" };
      return deliverPiece(tx, delivery, turn, { ...means, isLost });
    });
  } catch (error) {
    lost = true;
    const defect = error instanceof Error ? (error.stack ?? error.message) : null;
    means.log({ step: "not-delivered", subscriber: delivery.name, tries: 0, error: sentenceOf(error), defect });
    return { state: "failed", error: sentenceOf(error), tries: 0 };
  }
}

/**
 * Delivers what was published to every subscriber that has not had it, in the order of publication, until nothing is left
 * that can be delivered now. Any number of processes may do so at once: a subscriber whose turn another one has is passed
 * over. A delivery that fails holds up what comes after it for that subscriber alone, and is tried again later.
 */
export async function deliverPublished(means: Means, all: readonly Delivery[] = deliveries): Promise<Delivered[]> {
  const outcomes: Delivered[] = [];
  for (const delivery of all) {
    const { name, title, from } = delivery;
    await enter(means.db.sql, name, title, from);
    for (let more = true; more;) {
      const outcome = await turnOf(delivery, means);
      outcomes.push({ subscriber: name, ...outcome });
      more = outcome.state === "delivered";
    }
  }
  return outcomes;
}
