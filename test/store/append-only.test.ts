import { beforeAll, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague } from "../setup/studio";

const store = useStore();
const TABLES = [
  "observation",
  "series",
  "series_alias",
  "entity",
  "entity_version",
  "entity_alias",
  "relation",
  "event",
  "source",
  "change_set",
  "release",
  "starter_file",
  "audit_event",
  "payload",
  "run_payload",
  "index_parameters",
  "index_assessment",
  "index_rate_card",
  "held_agreement",
  "draft_step",
  "draft_step_cell",
  "draft_comment",
  "draft_event",
  "draft_answer",
  "four_eyes_waiver",
  "source_state",
  "entity_merge",
  "dataset_setting",
  "revision",
  "edition",
  "method_change",
  "calendar_entry",
  "upload",
  "published",
];

/** One row in each table of the studio that is never rewritten. */
async function fillStudio({ personId, organisationId }: Viewer): Promise<void> {
  const { sql } = store.db;
  await sql`insert into draft (dataset, author_id, organisation_id) values ('toy-lead-times', ${personId}, ${organisationId})`;
  await sql`insert into held_item (run_id, connector, dataset, series, period, proposal, rule, reason)
    select id, 'c', 'd', 's', '2026-01-01', '{}', 'erratum', 'r' from connector_run`;
  await sql`insert into held_agreement (item_id, person_id, name, why) select id, ${personId}, 'n', 'w' from held_item`;
  await sql`insert into draft_step (draft_id, kind, person_id) select id, 'edit', ${personId} from draft`;
  await sql`insert into draft_step_cell (step_id, series, period) select id, 's', '2026-01-01' from draft_step`;
  await sql`insert into draft_comment (draft_id, person_id, body, mentions) select id, ${personId}, 'b', '{}' from draft`;
  await sql`insert into draft_event (draft_id, from_state, to_state) select id, 'draft', 'draft' from draft`;
  await sql`insert into draft_answer (draft_id, cause, version, findings, reason, person_id)
    select id, 'c', 0, 1, 'r', ${personId} from draft`;
  await sql`insert into four_eyes_waiver (organisation_id, dataset, waived, reason, person_id)
    values (${organisationId}, 'd', true, 'r', ${personId})`;
  await sql`insert into source_state (source_id, reason, person_id) select id, 'r', ${personId} from source limit 1`;
  await sql`insert into entity_merge (entity_id, into_id, reason, person_id)
    select min(id), max(id), 'r', ${personId}::uuid from entity`;
  await sql`insert into dataset_setting (dataset, settings, person_id) values ('d', '{}', ${personId})`;
  await sql`insert into revision (change_set_id, dataset, series, period, reason, status_after)
    select max(id), 'd', 's', '2026-01-01', 'correction', 'A' from change_set`;
  await sql`insert into edition (dataset, label, release, change_set_id, closed_by, note, report, rows, sha256, csv_gzip)
    select 'd', '2026.48', 1, max(id), 'x', 'n', '{}', 0, 'h', '' from change_set`;
  await sql`insert into method_change (dataset, version, words) values ('d', '1.0.0', 'w')`;
  await sql`insert into calendar_entry (key, dataset, kind, title, due_at, zone, all_day)
    values ('k', 'd', 'release', 't', now(), 'UTC', false)`;
  await sql`insert into upload (dataset, name, format, bytes, hash, person_id) values ('d', 'n', 'csv', 1, 'h', ${personId})`;
}

beforeAll(async () => {
  toyDataset();
  await publish(store.db, {
    entities: [
      { kind: "company", slug: "one", name: "One", aliases: ["Uno"], verified: true },
      { kind: "company", slug: "two", name: "Two", verified: true },
    ],
    relations: [
      {
        from: { kind: "company", slug: "one" },
        relation: "owns",
        to: { kind: "company", slug: "two" },
        source: "toy-survey",
      },
    ],
    events: [
      { key: "e", dataset: "toy-lead-times", occurredOn: "2026", kind: "launch", title: "Event", source: "toy-survey" },
    ],
    observations: [
      {
        dataset: "toy-lead-times",
        measure: "lead_time",
        dims: { part: "sprocket", region: "north" },
        period: "2026-01-01",
        value: 10,
        status: "A",
        source: "toy-survey",
      },
    ],
    aliases: [{ alias: "OLD.SPROCKET", series: "TOY_LEAD_TIME.SPROCKET.NORTH" }],
  });
  await store.db.sql`insert into starter_file (path, sha256, rows) values ('x', 'y', 1)`;
  await store.db.sql`insert into audit_event (action) values ('test')`;
  await store.db.sql`insert into payload (hash, bytes, kept_bytes) values ('h', 1, 1)`;
  await store.db
    .sql`insert into connector_run (connector, trigger, started_by, observed_on) values ('c', 'command', 't', '2026-11-24')`;
  await store.db
    .sql`insert into run_payload (run_id, place, name, url, hash) select id, 0, 'n', 'u', 'h' from connector_run`;
  await store.db.sql`insert into index_parameters (hash, version, parameters) values ('p', '1.0.0', '{}')`;
  await store.db.sql`
    insert into index_assessment (gpu, segment, tenor, value_date, revision, status, providers, observations, routes,
      tier_share, input_hash, parameters_hash, reason, note, explanation)
    values ('g', 's', 't', '2026-11-24', 0, 'withheld', 0, 0, 0, '{}', 'i', 'p', 'FIRST', 'n', '{}')`;
  await store.db.sql`
    insert into index_rate_card (gpu, segment, tenor, value_date, revision, value, low, high, votes, owners, seen31, seen92,
      grade, fleets, input_hash, parameters_hash, reason)
    values ('g', 's', 't', '2026-11-24', 0, 2, 1, 3, 3, 3, 1, 1, 'A', 0, 'i', 'p', 'FIRST')`;
  await fillStudio(await colleague(store.db, "Ada One"));
});

describe("the role that the application uses", () => {
  it("is not the owner", async () => {
    const rows = await store.db.sql<{ role: string }[]>`select current_user as role`;
    expect(rows[0]?.role).toBe("halfpitch_app");
  });

  it.each(TABLES)("cannot update, delete or truncate %s", async (table) => {
    const { sql } = store.db;
    const column = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_name = ${table} and is_identity = 'NO' order by ordinal_position limit 1`;
    const name = column[0]?.name ?? "";
    await expect(sql`update ${sql(table)} set ${sql(name)} = ${sql(name)}`).rejects.toMatchObject({ code: "42501" });
    await expect(sql`delete from ${sql(table)}`).rejects.toMatchObject({ code: "42501" });
    await expect(sql`truncate ${sql(table)} cascade`).rejects.toMatchObject({ code: "42501" });
  });

  it("cannot lift the guard", async () => {
    await expect(store.db.sql`alter table observation disable trigger all`).rejects.toMatchObject({ code: "42501" });
    await expect(store.db.sql`drop table observation`).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the owner", () => {
  it.each(TABLES)("is refused by the trigger on %s", async (table) => {
    const owner = connect(store.ownerUrl, { role: null, max: 1 });
    try {
      const { sql } = owner;
      await expect(sql`delete from ${sql(table)}`).rejects.toThrow(/append-only/);
      await expect(sql`truncate ${sql(table)} cascade`).rejects.toThrow(/append-only/);
    } finally {
      await owner.close();
    }
  });
});

describe("a series code", () => {
  it("is never given to a second series, be it as an alias", async () => {
    await expect(
      publish(store.db, {
        aliases: [{ alias: "TOY_LEAD_TIME.SPROCKET.NORTH", series: "TOY_LEAD_TIME.SPROCKET.NORTH" }],
      }),
    ).rejects.toMatchObject({ code: "23505" });
  });
});
