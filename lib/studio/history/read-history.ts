import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import { AN_ANALYST, authorColumn, knowsAnalysts } from "@/lib/access/analysts";
import { isVisible } from "@/lib/access/visible-sources";
import type { Viewer } from "@/lib/access/viewer";
import { Day } from "@/lib/kernel/period";
import { database } from "@/lib/store/database";
import { stepsInForce } from "./draft-steps";
import { findPlace } from "./find-place";
import type { CellEvent, HistoryPage, SeriesPlace } from "./history";

const CURSOR = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z~[\w:.-]+$/;

export const HistoryQuery = z.strictObject({
  series: z.string().min(1).max(300),
  period: Day.optional(),
  before: z.string().max(200).regex(CURSOR, "that page is not there").optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type HistoryQuery = z.input<typeof HistoryQuery>;

type Scope = { viewer: Viewer; place: SeriesPlace; period: string | undefined; organisation: number };

const iso = (sql: Queryable, instant: ReturnType<Queryable>) =>
  sql`to_char(${instant}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A cell as jsonb, from a draft's kept step. */
const contentOf = (sql: Queryable, cell: ReturnType<Queryable>) => sql`jsonb_build_object('value', ${cell}->'value',
  'low', ${cell}->'low', 'high', ${cell}->'high', 'status', ${cell}->'status', 'source', ${cell}->'source')`;

/** Every vintage, with what stood before it. */
const published = (sql: Queryable, { viewer, place, period, organisation }: Scope) => sql`
  select 'published' as kind, o.recorded_at as at, ${iso(sql, sql`o.known_at`)} || ':' || o.period as part, o.period,
    ${authorColumn(sql, viewer)} as by, cs.reason as why, r.reason, o.note, ${iso(sql, sql`o.known_at`)} as "knownAt",
    source.own_key as source_key, source.title as source_title, lag(c.content) over cell as before, c.content as after,
    d.id as draft_id, d.state as draft_state, null::bigint as step_id, null as step_kind, false as undone,
    release.number as release, row_number() over (partition by o.period order by o.known_at desc, o.recorded_at desc) = 1 as stands
  from observation o
  join standing_source source on source.id = o.source_id
  join release on release.id = o.release_id
  join change_set cs on cs.id = release.change_set_id
  cross join lateral (select jsonb_build_object('value', o.value, 'low', o.low, 'high', o.high, 'status', o.status,
    'source', source.own_key) as content) c
  left join revision r on r.change_set_id = cs.id and r.series = ${place.code} and r.period = o.period
  left join draft d on d.change_set_id = cs.id and d.organisation_id = ${organisation}
  where o.series_id = ${place.id ?? 0} ${period ? sql`and o.period = ${period}` : sql``}
  window cell as (partition by o.period order by o.known_at, o.recorded_at)`;

/** Every act in a draft of the organisation; the first one of a draft begins from what was published then. */
const drafted = (sql: Queryable, { viewer, place, period, organisation }: Scope) => sql`
  select 'drafted', st.at, lpad(st.id::text, 12, '0') || ':' || sc.period, sc.period,
    p.name, d.reason, sc.after->>'reason', sc.after->>'note', null,
    coalesce(sc.after, sc.before)->>'source', coalesce(own.title, s.title),
    case when sc.before is not null then ${contentOf(sql, sql`sc.before`)}
      when sc.after->>'base_status' is not null then jsonb_build_object('value', sc.after->'base_value',
        'low', sc.after->'base_low', 'high', sc.after->'base_high', 'status', sc.after->'base_status', 'source', null) end,
    case when sc.after is not null then ${contentOf(sql, sql`sc.after`)} end,
    d.id, d.state, st.id, st.kind, not exists (select 1 from in_force f where f.id = st.id), null::int, false
  from draft_touch sc
  join draft_step st on st.id = sc.step_id
  join draft d on d.id = st.draft_id
  join person p on p.id = st.person_id
  left join source s on s.key = coalesce(sc.after, sc.before)->>'source' and ${isVisible(sql, viewer, sql`s.id`)}
  left join draft_source own on own.draft_id = d.id and own.key = coalesce(sc.after, sc.before)->>'source'
  where sc.series = ${place.code} and d.organisation_id = ${organisation} ${period ? sql`and sc.period = ${period}` : sql``}`;

/** What the gate held, and what was decided about it. */
const held = (sql: Queryable, { viewer, place, period }: Scope) => sql`
  select 'held', coalesce(h.decided_at, h.held_at), lpad(h.id::text, 12, '0'), h.period, case when h.decided_by is null then h.connector
      when ${knowsAnalysts(viewer)} or h.decided_by = ${viewer.name} then h.decided_by else ${AN_ANALYST} end,
    case h.state when 'held' then h.reason else h.state || ': ' || coalesce(h.decision, h.reason) end, null, h.reason, null,
    h.proposal->>'source', s.title,
    case when h.standing is not null then jsonb_build_object('value', h.standing, 'low', null, 'high', null, 'status', 'A', 'source', null) end,
    jsonb_build_object('value', h.value, 'low', h.proposal->'low', 'high', h.proposal->'high', 'status',
      coalesce(h.proposal->>'status', 'A'), 'source', h.proposal->'source'),
    null::bigint, null, null::bigint, null, false, null::int, false
  from held_item h left join source s on s.key = h.proposal->>'source' and ${isVisible(sql, viewer, sql`s.id`)}
  where h.series = ${place.code} ${period ? sql`and h.period = ${period}` : sql``}`;

async function eventsOf(sql: Queryable, scope: Scope, before: string | undefined, limit: number): Promise<CellEvent[]> {
  const [at = "", ...key] = before?.split("~") ?? [];
  return sql<CellEvent[]>`
    with recursive ${stepsInForce(
      sql,
      sql`
      select draft.id from draft where organisation_id = ${scope.organisation} and exists (select 1 from draft_step st
        join draft_touch sc on sc.step_id = st.id where st.draft_id = draft.id and sc.series = ${scope.place.code})`,
    )}
    select e.kind || ':' || e.part as key, e.kind, ${iso(sql, sql`e.at`)} as at, e.period, e.by, e.why, e.reason, e.note,
      e."knownAt", e.before, e.after, e.release, e.stands,
      case when e.source_key is not null then jsonb_build_object('key', e.source_key,
        'title', coalesce(e.source_title, e.source_key)) end as source,
      case when e.draft_id is not null then jsonb_build_object('id', e.draft_id, 'state', e.draft_state) end as draft,
      case when e.step_id is not null then jsonb_build_object('id', e.step_id, 'kind', e.step_kind, 'undone', e.undone) end as step
    from (${published(sql, scope)} union all ${drafted(sql, scope)} union all ${held(sql, scope)}) e
    ${before ? sql`where (e.at, e.kind || ':' || e.part) < (${at}::timestamptz, ${key.join("~")})` : sql``}
    order by e.at desc, e.kind || ':' || e.part desc limit ${limit}`;
}

/** How many periods of the series are withdrawn now. */
async function withdrawnPeriods(sql: Queryable, { place, period }: Scope): Promise<number> {
  const rows = await sql<{ n: number }[]>`
    select count(*)::int as n from (
      select distinct on (period) status from observation
      where series_id = ${place.id ?? 0} ${period ? sql`and period = ${period}` : sql``}
      order by period, known_at desc, recorded_at desc) newest where status = 'W'`;
  return rows[0]?.n ?? 0;
}

/**
 * What happened to a series, or to one of its cells: published vintages, acts in drafts of the viewer's organisation and
 * decisions about held values, newest first. Throws forbidden and not_found.
 */
export async function readHistory(
  viewer: Viewer,
  given: HistoryQuery,
  db: Database = database(),
): Promise<HistoryPage> {
  demandStudioReader(viewer);
  const { series, period, before, limit } = HistoryQuery.parse(given);
  const place = await findPlace(db.sql, viewer, series);
  const scope = { viewer, place, period, organisation: viewer.organisationId };
  const [found, withdrawn] = await Promise.all([
    eventsOf(db.sql, scope, before, limit + 1),
    withdrawnPeriods(db.sql, scope),
  ]);
  const events = found.slice(0, limit);
  const last = events.at(-1);
  return { place, events, next: found.length > limit && last ? `${last.at}~${last.key}` : null, withdrawn };
}
