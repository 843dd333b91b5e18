import type { Queryable } from "@/db/client";
import { LATEST } from "@/lib/store/as-of";
import type { CalendarEntry } from "./entry";

const stamp = (sql: Queryable, column: string) => sql`to_char(${sql.unsafe(column)}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Every entry as it stood at a moment: its newest version by then, with how many there were before it. */
const standing = (sql: Queryable, asOf: string = LATEST) => sql`
  select distinct on (key) key, id::int as version, dataset, kind, title, zone, all_day as "allDay", cancelled, note,
    due_at, ${stamp(sql, "due_at")} as "dueAt", ${stamp(sql, "at")} as "changedAt",
    (count(*) over (partition by key))::int - 1 as sequence,
    (min(${stamp(sql, "at")}) over (partition by key)) as "plannedAt"
  from calendar_entry where at <= ${asOf}::timestamptz order by key, id desc`;

const columns = (sql: Queryable) => sql`
  key, version, sequence, dataset, kind, title, "dueAt", zone, "allDay", cancelled, note, "plannedAt", "changedAt"`;

/** One entry as it stands, or null. */
export async function readEntry(sql: Queryable, key: string): Promise<CalendarEntry | null> {
  const rows = await sql<CalendarEntry[]>`select ${columns(sql)} from (${standing(sql)}) s where key = ${key}`;
  return rows[0] ?? null;
}

/** The entries of those datasets that are due between two instants, earliest first, as they stood at `asOf`. */
export async function readEntries(
  sql: Queryable,
  query: { datasets: readonly string[]; from: string; to: string; limit: number; asOf?: string },
): Promise<CalendarEntry[]> {
  return sql<CalendarEntry[]>`
    select ${columns(sql)} from (${standing(sql, query.asOf)}) s
    where dataset = any(${[...query.datasets]}) and due_at >= ${query.from}::timestamptz and due_at < ${query.to}::timestamptz
    order by due_at, key limit ${query.limit}`;
}

/** When what an entry announced came by `asOf`: the first publication of its kind from a day before it was due on. */
export async function readArrivals(
  sql: Queryable,
  entries: readonly CalendarEntry[],
  asOf: string = LATEST,
): Promise<Map<string, string>> {
  const asked = entries.map(({ key, dataset, kind, dueAt }) => ({ key, dataset, kind, due_at: dueAt }));
  const rows = await sql<{ key: string; at: string | null }[]>`
    select p.key, ${stamp(sql, "coalesce(e.at, r.at)")} as at
    from json_to_recordset(${JSON.stringify(asked)}::text::json) as p(key text, dataset text, kind text, due_at timestamptz)
    left join lateral (
      select min(closed_at) as at from edition
      where p.kind = 'edition' and edition.dataset = p.dataset and closed_at >= p.due_at - interval '1 day'
        and closed_at <= ${asOf}::timestamptz
    ) e on true
    left join lateral (
      select min(release.published_at) as at from release join change_set on change_set.id = release.change_set_id
      where p.kind <> 'edition' and release.dataset = p.dataset and release.published_at >= p.due_at - interval '1 day'
        and release.published_at <= ${asOf}::timestamptz
        and change_set.author_kind = case p.kind when 'source' then 'connector' else 'person' end
    ) r on true`;
  return new Map(rows.flatMap((row) => (row.at === null ? [] : [[row.key, row.at] as const])));
}
