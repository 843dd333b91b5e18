import { beforeAll, describe, expect, it } from "vitest";
import { Reader } from "@/lib/access/reader";
import type { Entitlement, Viewer } from "@/lib/access/viewer";
import { loadDataset } from "@/lib/dashboards/dataset/load";
import { datasetView } from "@/lib/dashboards/dataset/view";
import { datasetOf } from "@/lib/datasets/registry";
import { now } from "@/lib/kernel/clock";
import { readStatus } from "@/lib/status/read-status";
import { publish, useStore } from "../setup/store";
import { colleague } from "../setup/studio";

// Companies, values and days are constructed.
const store = useStore();
const DAY = 86_400_000;
const ago = (days: number) => new Date(now().getTime() - days * DAY).toISOString();
const company = (slug: string, name: string, days: number) => ({
  kind: "company" as const,
  slug,
  name,
  aliases: [],
  attributes: {},
  verified: true,
  source: "toy-survey",
  knownAt: ago(days),
});
const value = (supplier: string, period: string, days: number) => ({
  dataset: "hbm-share",
  measure: "quarter",
  dims: { supplier, publisher: "surveyor", basis: "revenue", generation: "all", customer: "all" },
  period,
  value: 50,
  status: "E" as const,
  source: "toy-survey",
  knownAt: ago(days),
});
const CODE = (maker: string) => `HBM_SHARE.${maker}.SURVEYOR.REVENUE.ALL.ALL.QUARTER`;

let house: Viewer;
beforeAll(async () => {
  house = await colleague(store.db, "Ada");
  await publish(store.db, {
    author: { kind: "person", name: "Ada" },
    entities: [
      company("maker", "First name", 400),
      company("newcomer", "Newcomer", 20),
      { kind: "publisher", slug: "surveyor", name: "Surveyor", aliases: [], attributes: {}, verified: true },
    ],
    observations: [
      value("maker", "2025-04-01", 300),
      value("maker", "2025-07-01", 10),
      value("newcomer", "2025-07-01", 10),
    ],
  });
  await publish(store.db, { author: { kind: "person", name: "Ada" }, entities: [company("maker", "Second name", 10)] });
});

const LATE: Entitlement[] = [{ dataset: "*", delayDays: 180 }];
const reader = (entitlements: Entitlement[], organisationId = 0) =>
  new Reader(store.db, { ...house, entitlements, organisationId }, null, now(), { newest: true });
const late = () => reader(LATE);
const hbm = () => datasetOf("hbm-share");

describe("a reader who is held back", () => {
  it("is told entities by the names that they had then", async () => {
    const page = async (one: Reader) => JSON.stringify(await loadDataset(one, hbm(), datasetView(hbm(), {})));
    expect(await page(late())).toContain("First name");
    expect(await page(late())).not.toMatch(/Second name|Newcomer/);
    expect(await page(reader([{ dataset: "*", delayDays: 0 }]))).toMatch(/Second name/);
    const mixed = reader([
      { dataset: "*", delayDays: 0 },
      { dataset: "hbm-share", delayDays: 180 },
    ]);
    expect(await page(mixed)).not.toContain("Second name");
  });

  it("finds a series that was first known since as one that is not there, with no other near it", async () => {
    const missing = { code: "not_found", message: `There is no series called “${CODE("NEWCOMER")}”.` };
    await expect(late().seriesByCode(CODE("NEWCOMER"))).rejects.toMatchObject(missing);
    await expect(late().trace({ series: CODE("NEWCOMER"), period: "2025-07-01" })).rejects.toMatchObject(missing);
    await expect(late().seriesByCode(`${CODE("MAKER")}X`)).rejects.toMatchObject({
      message: `There is no series called “${CODE("MAKER")}X”.`,
    });
    expect((await late().series({ dataset: "hbm-share" })).map((one) => one.code)).toEqual([CODE("MAKER")]);
  });

  it("is told of a number nothing of a publication that came later", async () => {
    const asked = { series: CODE("MAKER"), period: "2025-04-01" };
    const [then] = (await late().trace(asked)).vintages;
    expect(then).toMatchObject({ value: 50, release: null, recordedAt: null, readBy: null });
    expect(await late().releases({ limit: 10 })).toEqual([]);
  });

  it("finds in the status what was known then and nothing of today", async () => {
    await store.db.sql`
      insert into connector_state (connector, trouble, trouble_kind, trouble_since)
      values ('ecb-rates', 'PLANTED trouble', 'failing', now())`;
    const told = async (one: Reader) => readStatus(one, store.db);
    const whole = await told(reader([{ dataset: "*", delayDays: 0 }]));
    expect(whole.incidents).toMatchObject([{ words: "PLANTED trouble" }]);
    const { datasets, incidents } = await told(late());
    expect(incidents).toEqual([]);
    expect(datasets.filter((one) => one.next !== null || one.held > 0 || one.feeds.length > 0)).toEqual([]);
    expect(datasets.find((one) => one.dataset === "hbm-share")).toMatchObject({
      observations: 1,
      release: 0,
      releasedAt: null,
      newestKnownAt: expect.stringMatching(ago(300).slice(0, 10)),
    });
  });
});
