import type { Database } from "@/db/client";

/**
 * All that a store holds which is told to somebody, without numbers that the database gives (two sources that are asked
 * at once may be published either way round) and without times finer than a day: what two installations have alike that did the same.
 */
export async function pictureOf({ sql }: Database): Promise<Record<string, readonly Record<string, unknown>[]>> {
  const day = (instant: ReturnType<typeof sql>) => sql`to_char(${instant}, 'YYYY-MM-DD')`;
  return {
    releases: await sql`
      select dataset, author_kind, author, reason, appended, series, ${day(sql`release.published_at`)} as day
      from release join change_set on change_set.id = change_set_id
      order by dataset, release.published_at::date, author, reason, appended`,
    observations: await sql`
      select code, period, ${day(sql`observation.known_at`)} as known, ${day(sql`observation.recorded_at`)} as recorded, value, low, high, status,
        source.key as source, note, author
      from observation join series on series.id = series_id join source on source.id = source_id
        join release on release.id = release_id join change_set on change_set.id = release.change_set_id
      order by code, period, known_at`,
    revisions: await sql`
      select revision.dataset, revision.series, period, revision.reason, value_before, status_before, value_after, status_after, note,
        author, ${day(sql`change_set.published_at`)} as day
      from revision join change_set on change_set.id = revision.change_set_id
      order by revision.dataset, revision.series, period, change_set.published_at`,
    assessments: await sql`
      select gpu, segment, tenor, value_date, revision, value, chain, status, reason, input_hash, ${day(sql`published_at`)} as day
      from index_assessment order by gpu, segment, tenor, value_date, revision`,
    editions: await sql`select dataset, label, release, rows, note, closed_by from edition order by dataset, label`,
    audit: await sql`
      select action, ${day(sql`at`)} as day, count(*)::int as times from audit_event group by 1, 2 order by 1, 2`,
    drafts: await sql`
      select dataset, state, reason, trouble, (select count(*)::int from draft_cell where draft_id = draft.id) as cells,
        (select count(*)::int from draft_step where draft_id = draft.id) as steps,
        (select array_agg(to_state order by id) from draft_event where draft_id = draft.id) as moves
      from draft order by id`,
    runs: await sql`
      select connector, trigger, state, seen, accepted, appended, held, error, ${day(sql`started_at`)} as day
      from connector_run where connector <> 'gpu-price-index' order by connector, id`,
    held: await sql`select dataset, series, period, value, rule, state from held_item order by dataset, series, period, value`,
    troubles:
      await sql`select connector, trouble, trouble_kind from connector_state where trouble is not null order by 1`,
    methods: await sql`select dataset, version from method_change order by 1, 2`,
    undelivered: await sql`
      select subscriber, tries, (select count(*)::int from published where change_set_id > up_to) as waiting
      from delivery order by 1`,
    orders: await sql`
      select task_identifier as task, attempts from graphile_worker.jobs
      where task_identifier in ('refresh', 'replay', 'publish-draft') order by 1, 2`,
  };
}
