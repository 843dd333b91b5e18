import { z } from "zod";
import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { findDataset } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import { Day } from "@/lib/kernel/period";
import { Slug } from "@/lib/kernel/slug";
import { Text } from "@/lib/kernel/text";
import { database } from "@/lib/store/database";
import { demandOwnHands } from "./demand";
import { demandRole } from "./entitlement";
import { demandProved } from "./proved";
import type { Viewer } from "./viewer";

export type Subscription = { dataset: string; delayDays: number; endsOn: string | null; ended: boolean };
export type Organisation = {
  id: number;
  slug: string;
  name: string;
  house: boolean;
  seats: number | null;
  requiresTotp: boolean;
  members: number;
  subscriptions: Subscription[];
};

/** Throws forbidden unless the viewer is an admin of the house, which runs the installation. */
export async function demandHouse(viewer: Viewer, db: Database): Promise<void> {
  demandRole(viewer, "admin");
  const [row] = await db.sql<{ house: boolean }[]>`select house from organisation where id = ${viewer.organisationId}`;
  if (!row?.house) throw new AppError("forbidden", "Organisations are looked after by admins of the house alone.");
}

/** Every organisation with its seats, members and subscriptions, the house first. Throws forbidden. */
export async function listOrganisations(viewer: Viewer, db: Database = database()): Promise<Organisation[]> {
  await demandHouse(viewer, db);
  return db.sql<Organisation[]>`
    select id::int, slug, name, house, seats, requires_totp as "requiresTotp",
      (select count(*)::int from member join person on person.id = member.person_id
        where organisation_id = organisation.id and disabled_at is null) as members,
      coalesce((select json_agg(json_build_object('dataset', dataset, 'delayDays', delay_days, 'endsOn', ends_on,
          'ended', ends_on < (now() at time zone 'UTC')::date) order by dataset)
        from entitlement where organisation_id = organisation.id), '[]'::json) as subscriptions
    from organisation order by house desc, lower(name)`;
}

const Name = Text.trim().min(1, "an organisation has a name").max(120);
const Seats = z.number().int().min(1, "at least one seat").max(100_000).nullable();

/** Makes an organisation. Throws conflict where its key is taken. */
export async function makeOrganisation(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  await demandHouse(viewer, db);
  demandOwnHands(viewer);
  demandProved(viewer);
  const { slug, name, seats } = z.strictObject({ slug: Slug, name: Name, seats: Seats }).parse(given);
  const [made] = await db.sql<{ id: number }[]>`
    insert into organisation (slug, name, seats) values (${slug}, ${name}, ${seats}) on conflict (slug) do nothing returning id::int`;
  if (!made) throw new AppError("conflict", `There is an organisation ${slug} already.`);
  await recordAudit(db.orm, { by: viewer, organisationId: made.id, action: "organisation.made", subject: slug });
  return `${name} is made. Give it datasets, and invite its manager.`;
}

/** Changes an organisation's name, seats and whether a second factor is required of everybody. */
export async function changeOrganisation(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  await demandHouse(viewer, db);
  demandOwnHands(viewer);
  demandProved(viewer);
  const Change = z.strictObject({ id: z.number().int(), name: Name, seats: Seats, requiresTotp: z.boolean() });
  const { id, name, seats, requiresTotp } = Change.parse(given);
  const [done] = await db.sql<{ slug: string }[]>`
    update organisation set name = ${name}, seats = ${seats}, requires_totp = ${requiresTotp} where id = ${id} returning slug`;
  if (!done) throw new AppError("not_found", "There is no such organisation.");
  const detail = { name, seats, requiresTotp };
  await recordAudit(db.orm, {
    by: viewer,
    organisationId: id,
    action: "organisation.changed",
    subject: done.slug,
    detail,
  });
  return `${name} is changed, from everybody's next request on.`;
}

const Grant = z.strictObject({
  id: z.number().int(),
  dataset: z.union([z.literal("*"), Slug]),
  delayDays: z.number().int().min(0, "a delay is a number of days").max(3650),
  endsOn: Day.nullable(),
  what: z.enum(["grant", "take"]),
});

/** Gives an organisation a dataset (`*`: all), with a delay and a last day, or takes it away. */
export async function changeSubscription(viewer: Viewer, given: unknown, db: Database = database()): Promise<string> {
  await demandHouse(viewer, db);
  demandOwnHands(viewer);
  demandProved(viewer);
  const { id, dataset, delayDays, endsOn, what } = Grant.parse(given);
  if (dataset !== "*" && !findDataset(dataset)) throw new AppError("not_found", `There is no dataset ${dataset}.`);
  const name = dataset === "*" ? "every dataset" : (findDataset(dataset)?.title ?? dataset);
  if (what === "take") {
    const gone =
      await db.sql`delete from entitlement where organisation_id = ${id} and dataset = ${dataset} returning 1`;
    if (gone.length === 0) throw new AppError("conflict", `They do not subscribe to ${name}.`);
  } else
    await db.sql`
      insert into entitlement (organisation_id, dataset, delay_days, ends_on) values (${id}, ${dataset}, ${delayDays}, ${endsOn})
      on conflict (organisation_id, dataset) do update set delay_days = excluded.delay_days, ends_on = excluded.ends_on`;
  const action = what === "take" ? "entitlement.taken" : "entitlement.granted";
  await recordAudit(db.orm, {
    by: viewer,
    organisationId: id,
    action,
    subject: dataset,
    detail: { delayDays, endsOn },
  });
  return what === "take"
    ? `They no longer subscribe to ${name}.`
    : `They subscribe to ${name}, from their next request on.`;
}
