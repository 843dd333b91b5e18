import type { Fragment } from "postgres";
import type { Database, Queryable } from "@/db/client";
import { demandRole } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { type Area, areaOf } from "@/lib/audit/areas";
import type { AuditLine } from "@/lib/audit/describe";
import { database } from "@/lib/store/database";
import { actionsOf, type AuditFilter, knownWords } from "./audit-filter";

export const PAGE = 100;
const OF_THE_HOUSE = "somebody of the house";

function inArea(sql: Queryable, area: Area) {
  const word = sql`split_part(e.action, '.', 1)`;
  if (area === "other") return sql`not ${word} = any(${knownWords})`;
  const { words, whole, without } = actionsOf(area);
  return sql`(${word} = any(${words}) and not e.action = any(${without}) or e.action = any(${whole}))`;
}

/**
 * Events that an admin may see: of their organisation, and for the house of the installation itself. What was noted
 * without an organisation belongs to that of who acted or was acted on.
 */
const visible = (sql: Queryable, viewer: Viewer) => sql`(
  e.organisation_id = ${viewer.organisationId} or (e.organisation_id is null and (
    (coalesce(e.person_id, about.id) is null and (select house from organisation where id = ${viewer.organisationId}))
    or coalesce(e.person_id, about.id) in (select person_id from member where organisation_id = ${viewer.organisationId}))))`;

function matching(sql: Queryable, viewer: Viewer, filter: AuditFilter) {
  const { person, area, text, from, to, viewing } = filter;
  const viewed = sql`(e.as_id is not null or e.action = 'view-as.started')`;
  return sql`${visible(sql, viewer)}
    ${person ? sql`and (e.person_id = ${person} or e.as_id = ${person})` : sql``}
    ${area ? sql`and ${inArea(sql, area)}` : sql``}
    ${from ? sql`and e.at >= ${from}::date` : sql``}
    ${to ? sql`and e.at < ${to}::date + 1` : sql``}
    ${viewing ? (viewing === "yes" ? sql`and ${viewed}` : sql`and not ${viewed}`) : sql``}
    ${
      text
        ? sql`and position(lower(${text}) in lower(concat_ws(' ', e.action, e.subject, about.name, e.detail::text))) > 0`
        : sql``
    }`;
}

const tables = (sql: Queryable) => sql`
  audit_event e left join person actor on actor.id = e.person_id left join person seen on seen.id = e.as_id
  left join person about on about.id::text = e.subject`;

/** Matching events with a number below `before`, newest first. */
export async function auditLines(
  sql: Queryable,
  viewer: Viewer,
  filter: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<AuditLine[]> {
  // Whoever of the house has acted in another organisation did so for the house: their name is not told there.
  const nameOf = (who: Fragment) => sql`case when exists (
      select 1 from member join organisation on organisation.id = member.organisation_id
      where member.person_id = ${who}.id and organisation.house and organisation.id <> ${viewer.organisationId}
    ) then ${OF_THE_HOUSE} else ${who}.name end`;
  return sql<AuditLine[]>`
    select e.id::int, to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, e.action, e.subject, e.detail,
      about.name as "subjectName",
      case when actor.id is not null then json_build_object('id', actor.id, 'name', ${nameOf(sql`actor`)}) end as person,
      case when seen.id is not null then json_build_object('id', seen.id, 'name', ${nameOf(sql`seen`)}) end as as
    from ${tables(sql)}
    where ${page.before === null ? sql`` : sql`e.id < ${page.before} and`} ${matching(sql, viewer, filter)}
    order by e.id desc limit ${page.limit}`;
}

export type AuditPage = {
  lines: AuditLine[];
  /** Where the next page begins, null on the last. */
  next: number | null;
  /** How many events match without regard to their area, by area. */
  counts: ReadonlyMap<Area, number>;
};

/** A page of the audit, newest first. Throws forbidden for who is no admin. */
export async function readAudit(
  viewer: Viewer,
  filter: AuditFilter,
  before: number | null = null,
  db: Database = database(),
): Promise<AuditPage> {
  demandRole(viewer, "admin");
  const { area: _, ...rest } = filter;
  const [lines, byAction] = await Promise.all([
    auditLines(db.sql, viewer, filter, { before, limit: PAGE + 1 }),
    db.sql<{ action: string; n: number }[]>`
      select e.action, count(*)::int as n from ${tables(db.sql)}
      where ${matching(db.sql, viewer, rest)} group by e.action`,
  ]);
  const counts = new Map<Area, number>();
  for (const { action, n } of byAction) counts.set(areaOf(action), (counts.get(areaOf(action)) ?? 0) + n);
  const shown = lines.slice(0, PAGE);
  return { lines: shown, next: lines.length > PAGE ? (shown.at(-1)?.id ?? null) : null, counts };
}
