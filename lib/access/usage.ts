import { z } from "zod";
import type { Database } from "@/db/client";
import { findDataset } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { demandRole } from "./entitlement";
import { demandHouse } from "./house";
import type { Viewer } from "./viewer";

export type UsageKind = "page" | "csv" | "api";

type Counted = { organisation: number; person: string; dataset: string; kind: UsageKind; reads: number };

/** Reads that are not written down yet. They are written together, so that no reader waits for it. */
const waiting = new Map<string, Counted>();
const WRITE_AFTER_MS = 5000;
let timer: NodeJS.Timeout | undefined;

/** Writes down what was read since the last time, one row a person, dataset, day and kind. */
export async function writeUsage(db: Database = database()): Promise<void> {
  const counted = [...waiting.values()];
  waiting.clear();
  if (counted.length === 0) return;
  await db.sql`
    insert into usage (organisation_id, person_id, dataset, day, kind, reads)
    select organisation, person, dataset, (now() at time zone 'UTC')::date, kind, reads
    from json_to_recordset(${JSON.stringify(counted)}::text::json)
      as counted (organisation bigint, person uuid, dataset text, kind text, reads int)
    on conflict (organisation_id, day, person_id, dataset, kind) do update set reads = usage.reads + excluded.reads`;
}

/** Counts that somebody read a dataset. What an admin sees as somebody counts for nobody. */
export function noteUsage(viewer: Viewer, dataset: string, kind: UsageKind): void {
  if (viewer.viewedBy || !findDataset(dataset)) return;
  const key = `${viewer.organisationId} ${viewer.personId} ${dataset} ${kind}`;
  const { organisationId: organisation, personId: person } = viewer;
  const counted = waiting.get(key) ?? { organisation, person, dataset, kind, reads: 0 };
  waiting.set(key, { ...counted, reads: counted.reads + 1 });
  // A count that cannot be written is no reason to fail: the next one is tried again.
  timer ??= setTimeout(() => {
    timer = undefined;
    void writeUsage().catch(() => undefined);
  }, WRITE_AFTER_MS).unref();
}

/** Counts each dataset once that one page, file or answer reads. */
export function usageOf(viewer: Viewer, kind: UsageKind): (dataset: string) => void {
  const seen = new Set<string>();
  return (dataset) => {
    if (seen.has(dataset)) return;
    seen.add(dataset);
    noteUsage(viewer, dataset, kind);
  };
}

export type UsageLine = { day: string; name: string; email: string; dataset: string; kind: UsageKind; reads: number };

const Asked = z.strictObject({
  days: z.number().int().min(1).max(3660).default(30),
  organisation: z.number().int().positive().optional(),
});

/**
 * Who read what of an organisation, newest day first: its manager's and admins' own, any for admins of the house. Throws
 * forbidden.
 */
export async function readUsage(viewer: Viewer, given: unknown, db: Database = database()): Promise<UsageLine[]> {
  demandRole(viewer, "manager");
  const parsed = Asked.safeParse(given);
  if (!parsed.success) throw new AppError("invalid", "Say of how many days, from 1 to 3660.");
  const { days, organisation = viewer.organisationId } = parsed.data;
  if (organisation !== viewer.organisationId) await demandHouse(viewer, db);
  return db.sql<UsageLine[]>`
    select day::text as day, person.name, person.email, dataset, kind, reads
    from usage join person on person.id = usage.person_id
    where organisation_id = ${organisation} and day > (now() at time zone 'UTC')::date - ${days}::int
    order by day desc, lower(person.name), dataset, kind`;
}
