import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { Day } from "@/lib/kernel/period";
import { database } from "@/lib/store/database";
import { lockDraft } from "./lock-draft";
import { findDraft } from "./read-draft";

export const CommentOn = z
  .strictObject({
    draft: z.number().int().positive(),
    body: z.string().trim().min(1, "a comment says something").max(4000),
    series: z.string().max(300).optional(),
    period: Day.optional(),
  })
  .refine((one) => one.period === undefined || one.series !== undefined, "a period is commented on within a series");

export type Colleague = { id: string; name: string };

/** What somebody said of a draft or of one of its cells. */
export type DraftComment = {
  id: number;
  draft: number;
  series: string | null;
  period: string | null;
  by: string;
  at: string;
  body: string;
  mentions: string[];
};

/** Who can be mentioned: the organisation's analysts and admins. */
export async function readColleagues(viewer: Viewer, db: Database = database()): Promise<Colleague[]> {
  demandStudioReader(viewer);
  return colleagues(db.sql, viewer);
}

const colleagues = (sql: Queryable, viewer: Viewer) => sql<Colleague[]>`
  select person.id, person.name from member join person on person.id = member.person_id
  where member.organisation_id = ${viewer.organisationId} and member.role in ('analyst', 'admin')
    and person.disabled_at is null
  order by lower(person.name)`;

/** The people whose names stand after an @ in a text; of two that fit, the longer name is meant. */
export function mentioned(body: string, people: readonly Colleague[]): string[] {
  const longest = people.toSorted((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  for (let at = body.indexOf("@"); at >= 0; at = body.indexOf("@", at + 1)) {
    const rest = body.slice(at + 1).toLowerCase();
    const person = longest.find(({ name }) => {
      const after = rest.charAt(name.length);
      return rest.startsWith(name.toLowerCase()) && !/[\p{L}\p{N}]/u.test(after);
    });
    if (person) found.add(person.id);
  }
  return [...found];
}

/** Says something of a draft, or of one of its cells, whatever state it is in. Throws forbidden and not_found. */
export async function commentOn(
  viewer: Viewer,
  given: z.infer<typeof CommentOn>,
  db: Database = database(),
): Promise<void> {
  const { draft: id, body, series, period } = CommentOn.parse(given);
  await db.sql.begin(async (tx) => {
    await lockDraft(tx, viewer, id);
    const mentions = mentioned(body, await colleagues(tx, viewer));
    await tx`
      insert into draft_comment (draft_id, series, period, person_id, body, mentions)
      values (${id}, ${series ?? null}, ${period ?? null}, ${viewer.personId}, ${body}, ${mentions}::uuid[])`;
  });
}

const columns = (sql: Queryable) => sql`
  c.id::int, c.draft_id::int as draft, c.series, c.period, p.name as by,
  to_char(c.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, c.body,
  coalesce((select array_agg(m.name order by m.name) from person m where m.id = any(c.mentions)), '{}') as mentions`;

/** What was said of a draft, oldest first. Throws forbidden and not_found. */
export async function readComments(viewer: Viewer, draft: number, db: Database = database()): Promise<DraftComment[]> {
  await findDraft(db.sql, viewer, draft);
  return db.sql<DraftComment[]>`
    select ${columns(db.sql)} from draft_comment c join person p on p.id = c.person_id
    where c.draft_id = ${draft} order by c.id`;
}

/** Comments that name the viewer on drafts that are not settled, newest first. */
export async function mentionsOf(viewer: Viewer, db: Database = database()): Promise<DraftComment[]> {
  demandStudioReader(viewer);
  return db.sql<DraftComment[]>`
    select ${columns(db.sql)} from draft_comment c
    join person p on p.id = c.person_id
    join draft d on d.id = c.draft_id
    where c.mentions @> array[${viewer.personId}::uuid] and d.organisation_id = ${viewer.organisationId}
      and d.state in ('draft', 'in review', 'approved', 'scheduled')
    order by c.id desc limit 50`;
}
