import type { ChangeSetInput, Published } from "@/lib/store/publish/change-set";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import type { Connector } from "../connector";
import { countOf } from "./batch";
import type { RunOrder, RunTools } from "./order";
import { closeRun, type Ending, holdValues } from "./run-rows";
import type { Sorted } from "./sort-readings";

/** What a run cost its source. */
export type Asked = { requests: number; bytes: number };

function changesOf(connector: Connector, { batch, passed }: Sorted, order: RunOrder, day: string): ChangeSetInput {
  const { publisher, source, slug, title } = connector;
  const what = order.replayOf ? `read again from run ${order.replayOf.run}` : `fetched ${day}`;
  return {
    author: { kind: "connector", name: slug },
    reason: `${title}, ${what}`,
    sources: [source, ...batch.sources],
    entities: [{ kind: "publisher", slug: publisher.slug, name: publisher.name, verified: true }, ...batch.entities],
    observations: passed.map(({ proposal }) => proposal),
  };
}

/** How a run would end that publishes nothing. */
export function endingOf({ batch, passed, held, hash }: Sorted, asked: Asked): Ending {
  return {
    state: "unchanged",
    ...asked,
    seen: batch.seen,
    accepted: passed.length,
    appended: 0,
    held: held.length,
    rejected: countOf(batch.rejected),
    passed: countOf(batch.passed),
    findings: {
      rejected: batch.rejected,
      passed: batch.passed,
      unknownFields: batch.unknownFields,
      stale: batch.stale,
      proposalHash: hash,
    },
    error: null,
    changeSetId: null,
  };
}

/** Publishes what passed, puts the rest aside and closes the run: all in one transaction where there is anything new. */
export async function settleRun(
  tools: RunTools,
  connector: Connector,
  run: number,
  sorted: Sorted,
  order: RunOrder,
  day: string,
  asked: Asked,
): Promise<Ending> {
  const ending = endingOf(sorted, asked);
  const close = async (sql: Parameters<typeof closeRun>[0], published: Published | null): Promise<Ending> => {
    const fresh = await holdValues(sql, run, connector.slug, sorted.held);
    const appended = published?.appended.observations ?? 0;
    const state = appended > 0 ? "published" : fresh > 0 ? "held" : "unchanged";
    const done: Ending = { ...ending, state, appended, changeSetId: published?.changeSetId ?? null };
    await closeRun(sql, run, done);
    return done;
  };
  let done: Ending | null = null;
  await publishChangeSet(tools.db, changesOf(connector, sorted, order, day), async (tx, published) => {
    done = await close(tx, published);
  });
  return done ?? tools.db.sql.begin((tx) => close(tx, null));
}
