import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { Reader } from "@/lib/access/reader";
import { takeEdition } from "@/lib/access/take-edition";
import type { Entitlement, Viewer } from "@/lib/access/viewer";
import { createPerson, ensureOrganisation } from "@/lib/access/organisations";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { sealOpenEditions } from "@/lib/studio/editions/seal-edition";
import { closeEdition } from "@/lib/studio/editions/close-edition";
import { publish, toyDataset, useStore } from "../setup/store";

const store = useStore();
const TOY = "toy-lead-times";
const CLOSED = new Date("2026-06-10T12:00:00.000Z");
const NOW = new Date("2026-06-30T12:00:00.000Z");
let personId = "";
let organisationId = 0;

const reader = (entitlements: Entitlement[], asOfDay: string | null = null) => {
  const viewer: Viewer = {
    personId,
    name: "Constructed reader",
    email: "reader@example.com",
    organisationId,
    organisation: "Constructed house",
    role: "subscriber",
    entitlements,
    sessionId: "s",
    viewedBy: null,
  };
  return new Reader(store.db, viewer, asOfDay, NOW);
};
const full = [{ dataset: "*", delayDays: 0 }];
const labels = async (one: Reader) => (await one.editions({ dataset: TOY, limit: 9 })).map(({ label }) => label);
const lead = (value: number) => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period: "2026-01-01",
  value,
  status: "A" as const,
  source: "toy-survey",
  knownAt: "2026-06-01T00:00:00.000Z",
});

beforeAll(async () => {
  toyDataset();
  organisationId = await ensureOrganisation(store.db, "house", "Constructed house");
  personId = await createPerson(store.db, { email: "reader@example.com", name: "Reader", password: "a long password" });
  await publish(store.db, {});
  await publishChangeSet(
    store.db,
    { author: { kind: "person", name: "Analyst" }, reason: "Test", observations: [lead(10)] },
    (tx, { changeSetId, releases }) =>
      closeEdition(tx, {
        dataset: TOY,
        release: releases[0]?.number ?? 0,
        changeSetId: changeSetId ?? 0,
        closedBy: "Analyst",
        note: "",
        at: CLOSED,
      }).then(() => undefined),
  );
  await sealOpenEditions(store.db);
});

describe("editions for a reader", () => {
  const query = { dataset: TOY, label: "2026.24" };

  it("are seen at once without a delay, and not as of a day before they were closed", async () => {
    expect(await labels(reader(full))).toEqual(["2026.24"]);
    expect(await labels(reader(full, "2026-06-10"))).toEqual(["2026.24"]);
    expect(await labels(reader(full, "2026-06-09"))).toEqual([]);
  });

  it("are held back by exactly the days of the entitlement, page and file alike", async () => {
    const delayed = (delayDays: number) => reader([{ dataset: TOY, delayDays }]);
    expect(await labels(delayed(20))).toEqual(["2026.24"]);
    expect(await labels(delayed(21))).toEqual([]);
    await expect(delayed(21).edition(query)).rejects.toMatchObject({ code: "not_found" });
    await expect(takeEdition(delayed(21), query, store.db)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are not for who may not read the dataset", async () => {
    await expect(labels(reader([]))).rejects.toMatchObject({ code: "forbidden" });
    await expect(takeEdition(reader([]), query, store.db)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are taken as they were frozen, and that is written down", async () => {
    const text = gunzipSync(await takeEdition(reader(full), query, store.db)).toString();
    expect(text.split("\r\n")[1]).toMatch(/^TOY_LEAD_TIME\.SPROCKET\.NORTH,/);
    const taken = await store.db.sql`
      select person_id, subject, detail from audit_event where action = 'edition.downloaded'`;
    expect(taken).toEqual([{ person_id: personId, subject: `${TOY} 2026.24`, detail: { rows: 1 } }]);
  });

  it("are not taken by an admin who views the site as the reader, and the try is written down", async () => {
    const admin = await createPerson(store.db, {
      email: "admin@example.com",
      name: "Admin",
      password: "a long password",
    });
    const { viewer } = reader(full);
    const viewedBy = { personId: admin, name: "Admin", until: "2026-06-30T12:30:00Z" };
    const looking = new Reader(store.db, { ...viewer, viewedBy }, null, NOW);
    await expect(takeEdition(looking, query, store.db)).rejects.toMatchObject({ code: "forbidden" });
    const tried = await store.db.sql`
      select person_id, as_id, subject from audit_event where action = 'export.refused'`;
    expect(tried).toEqual([{ person_id: admin, as_id: personId, subject: `${TOY} 2026.24` }]);
  });
});
