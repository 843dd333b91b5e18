import type { Database } from "@/db/client";
import { analystFor } from "@/lib/access/analysts";
import { demandRole, workedOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { ProposedObservation } from "@/lib/datasets/proposal";
import { findDataset } from "@/lib/datasets/registry";
import { seriesTitle } from "@/lib/datasets/series-title";
import { type EntityNames, readAllNames } from "@/lib/store/entity-names";
import { database } from "@/lib/store/database";
import { readTails } from "@/lib/store/read-history";

/** A held value with how its series went before. */
export type HeldItem = {
  id: number;
  run: number;
  connector: string;
  dataset: string;
  series: string;
  /** What the series is called, by the labels of its dimensions. */
  title: string;
  period: string;
  value: number | null;
  standing: number | null;
  rule: string;
  reason: string;
  heldAt: string;
  state: "held" | "accepted" | "corrected" | "rejected" | "superseded";
  decidedAt: string | null;
  decidedBy: string | null;
  decision: string | null;
  /** Who has agreed so far, where it takes two. */
  agreed: { name: string; why: string }[];
  tail: number[];
};

const MOST = 200;
const TAIL = 40;

function titleOf(row: { dataset: string; series: string }, proposal: unknown, names: EntityNames): string {
  const dataset = findDataset(row.dataset);
  const proposed = ProposedObservation.safeParse(proposal);
  if (!dataset || !proposed.success) return row.series;
  return seriesTitle(dataset, proposed.data.dims, proposed.data.measure, names);
}

/** Held values of the datasets that the viewer works on, those that wait first, then the newest. Throws forbidden for who is no analyst. */
export async function readHeld(
  viewer: Viewer,
  query: { connector?: string; run?: number; open?: boolean },
  db: Database = database(),
): Promise<{ items: HeldItem[]; more: number }> {
  demandRole(viewer, "analyst");
  const open = workedOn(viewer);
  const rows = await db.sql<(Omit<HeldItem, "tail" | "title"> & { all: number; proposal: unknown })[]>`
    select id::int, run_id::int as run, connector, dataset, series, period, value, standing, rule, reason,
      to_char(held_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "heldAt", state,
      to_char(decided_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt", decided_by as "decidedBy", decision, proposal,
      coalesce((select json_agg(json_build_object('name', name, 'why', why) order by agreed_at) from held_agreement
        where item_id = held_item.id), '[]') as agreed,
      count(*) over ()::int as all
    from held_item
    where dataset = any(${open}) and (${query.connector === undefined} or connector = ${query.connector ?? ""})
      and (${query.run === undefined} or run_id = ${query.run ?? 0}) and (${query.open !== true} or state = 'held')
    order by (state = 'held') desc, rule, held_at desc, series limit ${MOST}`;
  const tails = await readTails(
    db.sql,
    rows.map((row) => row.series),
    TAIL,
  );
  const names = await readAllNames(db.sql);
  const items = rows.map(({ all, proposal, ...row }) => {
    const tail = (tails.get(row.series) ?? []).map((one) => one.value);
    const agreed = row.agreed.map((one) => ({ ...one, name: analystFor(viewer, one.name) }));
    const decidedBy = row.decidedBy === null ? null : analystFor(viewer, row.decidedBy);
    return { item: { ...row, agreed, decidedBy, title: titleOf(row, proposal, names), tail }, all };
  });
  return { items: items.map((one) => one.item), more: Math.max(0, (items[0]?.all ?? 0) - items.length) };
}
