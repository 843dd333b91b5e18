import type { Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { Status } from "@/lib/kernel/status";
import { keeper } from "@/lib/store/keep";
import { currentState } from "@/lib/store/read-releases";
import { type DatasetSettings, settingsFor } from "./dataset-settings";
import type { UsualStatuses } from "./status-of-new";

/** The source and status that edits of a dataset start with, by its settings. */
export type UsualStamp = {
  source: string | null;
  sourceTitle: string | null;
  status: DatasetSettings["defaultStatus"];
  /** What the published values are, for something new of which nobody says it. */
  statuses: UsualStatuses;
};

const keepStatuses = keeper<UsualStatuses>();

type Count = { source: string; status: string; count: number };

/** The status that most have; null where there is none. */
function most(counts: readonly Count[]): Status | null {
  const sums = new Map<string, number>();
  for (const { status, count } of counts) sums.set(status, (sums.get(status) ?? 0) + count);
  const [first] = [...sums].toSorted((a, b) => b[1] - a[1]);
  return Status.safeParse(first?.[0]).data ?? null;
}

/** Which status the published values of a dataset have, by their source; read once for each state of it. */
export async function readUsualStatuses(sql: Queryable, dataset: string): Promise<UsualStatuses> {
  const state = await currentState(sql, dataset);
  return keepStatuses(`${dataset} ${state}`, async () => {
    const counts = await sql<Count[]>`
      select source.key as source, o.status, count(*)::int as count
      from observation o join series on series.id = o.series_id join source on source.id = o.source_id
      where series.dataset = ${dataset} and o.status <> 'W' group by 1, 2`;
    const sources = [...new Set(counts.map((one) => one.source))].flatMap((key) => {
      const status = most(counts.filter((one) => one.source === key));
      return status ? [[key, status] as const] : [];
    });
    return { dataset: most(counts), bySource: Object.fromEntries(sources) };
  });
}

/** Reads it; a source that was archived or merged since is not proposed. */
export async function readUsualStamp(viewer: Viewer, sql: Queryable, dataset: string): Promise<UsualStamp> {
  const { defaultSource, defaultStatus } = await settingsFor(viewer, sql, dataset);
  const [source] = await sql<{ key: string; title: string }[]>`
    select key, title from standing_source where own_key = ${defaultSource} and key = own_key and not archived`;
  return {
    source: source?.key ?? null,
    sourceTitle: source?.title ?? null,
    status: defaultStatus,
    statuses: await readUsualStatuses(sql, dataset),
  };
}
