import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { auditIn } from "@/lib/audit/record-in";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { type CalendarEntry, CancelEntry, dueInstant, dueText, MoveEntry, PlanEntry } from "./entry";
import { readEntry } from "./read-entries";

type Version = Omit<CalendarEntry, "version" | "sequence" | "plannedAt" | "changedAt">;

async function append(tx: Transaction, viewer: Viewer, entry: Version): Promise<void> {
  const { key, dataset, kind, title, dueAt, zone, allDay, cancelled, note } = entry;
  await tx`
    insert into calendar_entry (key, dataset, kind, title, due_at, zone, all_day, cancelled, note, person_id)
    values (${key}, ${dataset}, ${kind}, ${title}, ${dueAt}::timestamptz, ${zone}, ${allDay}, ${cancelled}, ${note},
      ${viewer.personId})`;
}

/** What was due has been due: a past entry is kept as it was. A day is past when it is over in its zone. */
function refusePast(dueAt: Date, allDay: boolean): void {
  if (dueAt.getTime() + (allDay ? 86_400_000 : 0) <= now().getTime())
    throw new AppError("invalid", "That moment has passed. Choose one to come; nothing was changed.");
}

/** The entry as it stands, under a lock: it is neither cancelled nor past nor changed since the person looked. */
async function holdEntry(
  tx: Transaction,
  viewer: Viewer,
  given: { key: string; version: number },
): Promise<CalendarEntry> {
  await tx`select pg_advisory_xact_lock(hashtext(${`halfpitch.calendar ${given.key}`}))`;
  const entry = await readEntry(tx, given.key);
  if (!entry) throw new AppError("not_found", "There is no such entry in the calendar.");
  demandAnalyst(viewer, entry.dataset);
  if (entry.version !== given.version)
    throw new AppError("conflict", "Somebody changed this entry in the meantime. Nothing was changed; look again.");
  if (entry.cancelled) throw new AppError("conflict", "This entry is cancelled. Plan a new one.");
  refusePast(new Date(entry.dueAt), entry.allDay);
  return entry;
}

async function standing(tx: Transaction, key: string): Promise<CalendarEntry> {
  const entry = await readEntry(tx, key);
  if (!entry) throw new Error("an entry that was just written");
  return entry;
}

/** Tells readers to expect something. Throws invalid for a moment that has passed or that the clocks do not show. */
export async function planEntry(viewer: Viewer, given: PlanEntry, db: Database = database()): Promise<CalendarEntry> {
  demandAnalyst(viewer, given.dataset);
  const { dataset, kind, title, due, note } = PlanEntry.parse(given);
  const { at, allDay } = dueInstant(due);
  refusePast(at, allDay);
  const key = `${dataset}-${randomUUID()}`;
  const entry = { key, dataset, kind, title, dueAt: at.toISOString(), zone: due.zone, allDay };
  return db.sql.begin(async (tx) => {
    await append(tx, viewer, { ...entry, cancelled: false, note: note || null });
    await auditIn(tx, viewer, { action: "calendar.planned", subject: key, detail: { title, due: dueText(entry) } });
    return standing(tx, key);
  });
}

/** Moves an entry to another moment, with a reason that readers see. Throws conflict where it was changed meanwhile. */
export async function moveEntry(viewer: Viewer, given: MoveEntry, db: Database = database()): Promise<CalendarEntry> {
  demandAnalyst(viewer);
  const { key, version, due, note } = MoveEntry.parse(given);
  const { at, allDay } = dueInstant(due);
  refusePast(at, allDay);
  return db.sql.begin(async (tx) => {
    const before = await holdEntry(tx, viewer, { key, version });
    const moved = { ...before, dueAt: at.toISOString(), zone: due.zone, allDay, note };
    await append(tx, viewer, moved);
    const detail = { from: dueText(before), to: dueText(moved), reason: note };
    await auditIn(tx, viewer, { action: "calendar.moved", subject: key, detail });
    return standing(tx, key);
  });
}

/** Cancels an entry, with a reason that readers see: it stays in the calendar as cancelled. */
export async function cancelEntry(
  viewer: Viewer,
  given: CancelEntry,
  db: Database = database(),
): Promise<CalendarEntry> {
  demandAnalyst(viewer);
  const { key, version, note } = CancelEntry.parse(given);
  return db.sql.begin(async (tx) => {
    const before = await holdEntry(tx, viewer, { key, version });
    await append(tx, viewer, { ...before, cancelled: true, note });
    await auditIn(tx, viewer, { action: "calendar.cancelled", subject: key, detail: { reason: note } });
    return standing(tx, key);
  });
}
