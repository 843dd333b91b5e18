import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Database } from "@/db/client";
import { checkBackup } from "@/lib/backup/check-backup";
import { findBackup } from "@/lib/backup/manifest";
import { cellsOf, DATASET, type Lane, reasonOf } from "./order";

type Done = ReadonlyMap<Lane, number>;

/** Each value that tasks must have left: `line day value`. */
function expectedValues(lane: Lane, from: number, to: number, day: string): string[] {
  const written: string[] = [];
  for (let task = from; task <= to; task += 1)
    for (const { line, period, value } of cellsOf(lane, task, day)) written.push(`${line} ${period} ${value}`);
  return written;
}

/** Each value that took another's place: all but the first, and none of an import, whose lines are new each time. */
const expectedRevisions = (lane: Lane, tasks: number, day: string): string[] =>
  lane === "import" ? [] : expectedValues(lane, 2, tasks, day);

async function writtenValues(db: Database, lane: Lane): Promise<string[]> {
  const rows = await db.sql<{ it: string }[]>`
    select (dims ->> 'line') || ' ' || period || ' ' || value as it
    from observation join series on series.id = series_id
    where dataset = ${DATASET} and dims ->> 'line' like ${`kill-${lane}-%`}`;
  return rows.map(({ it }) => it);
}

async function writtenRevisions(db: Database, lane: Lane): Promise<string[]> {
  const rows = await db.sql<{ it: string }[]>`
    select (dims ->> 'line') || ' ' || period || ' ' || value_after as it
    from revision join series on series.code = revision.series
    where revision.dataset = ${DATASET} and dims ->> 'line' like ${`kill-${lane}-%`} and value_before is not null
      and value_after = value_before + 1`;
  return rows.map(({ it }) => it);
}

/** What one list has and the other has not, each as often as it is missing there. */
function difference(what: string, expected: readonly string[], found: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const one of expected) count.set(one, (count.get(one) ?? 0) + 1);
  for (const one of found) count.set(one, (count.get(one) ?? 0) - 1);
  return [...count]
    .filter(([, n]) => n !== 0)
    .map(([one, n]) => `${what} ${n > 0 ? "lost" : "doubled"}: ${one}`)
    .slice(0, 20);
}

async function strings(rows: Promise<readonly { it: string }[]>): Promise<string[]> {
  return (await rows).map(({ it }) => it);
}

/** How what one lane wrote differs from what its tasks must have written: values, change sets, drafts, announcements. */
async function laneDifferences(db: Database, lane: Lane, tasks: number, day: string): Promise<string[]> {
  const found = [
    ...difference(`${lane}: value`, expectedValues(lane, 1, tasks, day), await writtenValues(db, lane)),
    ...difference(`${lane}: revision`, expectedRevisions(lane, tasks, day), await writtenRevisions(db, lane)),
  ];
  if (lane === "refresh") return found;
  const reasons = Array.from({ length: tasks }, (_, at) => reasonOf(lane, at + 1));
  const like = `Task % of ${lane}`;
  const { sql } = db;
  const sets = await strings(sql<{ it: string }[]>`select reason as it from change_set where reason like ${like}`);
  const announced = await strings(
    sql<{ it: string }[]>`select reason as it from published join change_set on change_set.id = change_set_id
      where reason like ${like}`,
  );
  const drafts = await strings(
    sql<
      { it: string }[]
    >`select change_set.reason as it from draft join change_set on change_set.id = draft.change_set_id
      where draft.state = 'published' and change_set.reason like ${like}`,
  );
  return [
    ...found,
    ...difference(`${lane}: change set`, reasons, sets),
    ...difference(`${lane}: announcement`, reasons, announced),
    ...difference(`${lane}: draft`, reasons, drafts),
  ];
}

/** What must hold whoever was killed: releases are numbered without a gap, no run and no draft stays open. */
async function storeDifferences(db: Database): Promise<string[]> {
  const { sql } = db;
  const gaps = await strings(sql<{ it: string }[]>`
    select 'release ' || number as it
    from (select number, row_number() over (order by number) as place from release where dataset = ${DATASET}) one
    where number <> place`);
  const open = await strings(
    sql<{ it: string }[]>`select 'open run ' || id as it from connector_run where state = 'running'`,
  );
  const drafts = await strings(
    sql<
      { it: string }[]
    >`select 'unpublished draft ' || draft.id as it from draft where state in ('in review', 'approved')`,
  );
  return [...gaps, ...open, ...drafts];
}

/** Backups that claim to be whole and are not; a killed one must not claim it. */
async function backupDifferences(folder: string): Promise<string[]> {
  const to = path.join(folder, "backups");
  if (!existsSync(to)) return [];
  const wrong: string[] = [];
  for (const name of readdirSync(to)) {
    const place = await findBackup(path.join(to, name)).catch(() => null);
    if (!place) continue;
    await checkBackup({ ...place, key: null }).catch((error: unknown) =>
      wrong.push(`backup ${name}: ${String(error)}`),
    );
  }
  return wrong;
}

/** Everything in which the store differs from what it must hold after so many tasks of each lane. Empty where all is well. */
export async function differences(db: Database, done: Done, day: string, folder: string): Promise<string[]> {
  const found = await storeDifferences(db);
  for (const [lane, tasks] of done)
    found.push(...(lane === "backup" ? await backupDifferences(folder) : await laneDifferences(db, lane, tasks, day)));
  return found;
}
