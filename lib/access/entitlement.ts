import { datasets } from "@/lib/datasets/registry";
import { type EntityKind, entityKind } from "@/lib/entities/kinds";
import { AppError } from "@/lib/kernel/error";
import type { Role, Viewer } from "./viewer";

export type Right = { allowed: true; delayDays: number } | { allowed: false };

const DAY_MS = 86_400_000;
/** What each role may do besides its own: a manager looks after people, and reads as a subscriber. */
const HOLDS: Readonly<Record<Role, readonly Role[]>> = {
  subscriber: ["subscriber"],
  manager: ["subscriber", "manager"],
  analyst: ["subscriber", "analyst"],
  admin: ["subscriber", "manager", "analyst", "admin"],
};

/** Whether the viewer's organisation may read a dataset, and with how many days of delay; its own row wins over `*`. */
export function entitledTo(viewer: Viewer, dataset: string): Right {
  const own = viewer.entitlements.find((one) => one.dataset === dataset);
  const right = own ?? viewer.entitlements.find((one) => one.dataset === "*");
  return right ? { allowed: true, delayDays: right.delayDays } : { allowed: false };
}

/**
 * Whether the viewer's organisation may work on a dataset: who edits has to see what stands now, which a delay holds
 * back.
 */
export function worksOn(viewer: Viewer, dataset: string): boolean {
  const right = entitledTo(viewer, dataset);
  return right.allowed && right.delayDays === 0;
}

/** The datasets that the viewer's organisation may work on. */
export const workedOn = (viewer: Viewer): string[] =>
  datasets().flatMap(({ slug }) => (worksOn(viewer, slug) ? [slug] : []));

/** The moment as of which the viewer reads a dataset: what was asked for, and never later than the delay allows. */
export function clampAsOf(viewer: Viewer, dataset: string, asOf: Date, now: Date): Date {
  const right = entitledTo(viewer, dataset);
  const latest = new Date(now.getTime() - (right.allowed ? right.delayDays : 0) * DAY_MS);
  return asOf < latest ? asOf : latest;
}

/** The moment up to which a delay lets the viewer know a dataset, as ISO text; null without one. */
export const heldTo = (viewer: Viewer, dataset: string, asOf: Date, now: Date): string | null =>
  worksOn(viewer, dataset) ? null : clampAsOf(viewer, dataset, asOf, now).toISOString();

/**
 * The same for entities of a kind: by the datasets that the kind belongs to, or where the viewer has none of them or it
 * belongs to none, by all that they read; the least delay counts.
 */
export function clampKind(viewer: Viewer, kind: EntityKind, asOf: Date, now: Date): { at: Date; delayed: boolean } {
  const may = (dataset: string) => entitledTo(viewer, dataset).allowed;
  const own = entityKind(kind).entitledBy.filter(may);
  const open = own.length > 0 ? own : datasets().flatMap(({ slug }) => (may(slug) ? [slug] : []));
  const moments = open.map((one) => clampAsOf(viewer, one, asOf, now)).toSorted((a, b) => b.getTime() - a.getTime());
  return { at: moments[0] ?? asOf, delayed: open.length > 0 && !open.some((one) => worksOn(viewer, one)) };
}

/**
 * The day on which records of sources, which all datasets share, stand for a viewer: the one asked for, or the last that
 * the least of their delays lets through.
 */
export function sourceDay(viewer: Viewer, asOfDay: string | null, now: Date): string | null {
  const moments = datasets().flatMap(({ slug }) =>
    entitledTo(viewer, slug).allowed ? [clampAsOf(viewer, slug, now, now)] : [],
  );
  const [newest] = moments.toSorted((a, b) => b.getTime() - a.getTime());
  if (!newest || newest.getTime() === now.getTime()) return asOfDay;
  const held = newest.toISOString().slice(0, 10);
  return asOfDay !== null && asOfDay < held ? asOfDay : held;
}

/** Whether the viewer has a role, or one that holds it too. */
export const holds = (viewer: Pick<Viewer, "role">, role: Role): boolean => HOLDS[viewer.role].includes(role);

/** Throws forbidden unless the viewer holds `role`. */
export function demandRole(viewer: Viewer, role: Role): void {
  if (!holds(viewer, role)) throw new AppError("forbidden", `This needs the role ${role}.`);
}
