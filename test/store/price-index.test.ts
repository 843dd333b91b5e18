import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { publishIndices } from "@/lib/indices/publish-indices";
import { parameters, parametersHash } from "@/lib/models/price-index/parameters";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { readExplanations, readAssessments } from "@/lib/store/assessments";
import { readRateCards } from "@/lib/store/rate-cards";
import { readSellers } from "@/lib/store/read-sellers";
import { readLatest, readVintages } from "@/lib/store/read-observations";
import { decideHeld } from "@/lib/studio/refresh/decide-held";
import { proposeErratum } from "@/lib/studio/refresh/propose-erratum";
import { knowAccelerators, knowSellers } from "../setup/ingest";
import { useStore } from "../setup/store";
import { colleague } from "../setup/studio";

const store = useStore();
const KEY = { gpu: "h100-sxm", segment: "neocloud", tenor: "on-demand" } as const;
const day = (n: number) => new Date(Date.UTC(2026, 10, n)).toISOString().slice(0, 10);

const quote = (provider: string, value: number, on: string, route = provider): ProposedObservation => ({
  dataset: "gpu-prices",
  measure: "price",
  dims: {
    gpu: "h100-sxm",
    segment: "neocloud",
    provider,
    tenor: "on-demand",
    prepay: "not-stated",
    kind: "quote",
    region: "not-stated",
    offer: "x8",
    publisher: route,
  },
  period: on,
  value,
  status: "A",
  source: "constructed",
});

async function see(observations: ProposedObservation[]): Promise<void> {
  await publishChangeSet(store.db, {
    author: { kind: "person", name: "Test" },
    reason: "Constructed for a test",
    sources: [{ key: "constructed", title: "Constructed", publisher: "Constructed", kind: "test" }],
    entities: ["one", "two"].map((slug) => ({ kind: "publisher" as const, slug, name: slug, verified: true })),
    observations,
  });
}

const market = (on: string, level: number): ProposedObservation[] => [
  quote("lambda", level - 0.2, on, "one"),
  quote("crusoe", level - 0.1, on, "one"),
  quote("nebius", level + 0.1, on, "two"),
  quote("verda", level + 0.2, on, "two"),
];
const rows = async () =>
  (await readAssessments(store.db.sql, { gpus: ["h100-sxm"] })).filter(
    (row) => row.segment === "neocloud" && row.tenor === "on-demand",
  );
const cards = async () => readRateCards(store.db.sql, { gpus: ["h100-sxm"] });
const on = async (which: string) => (await rows()).find((row) => row.day === which);

beforeAll(async () => {
  await knowAccelerators(store.db);
  await knowSellers(store.db, ["lambda", "crusoe", "nebius", "verda", "vast-ai"]);
  // 2026-11-16 is a Monday.
  const compared = quote("vast-ai", 2.5, day(18), "one");
  await see([
    ...[16, 17, 18].flatMap((n) => market(day(n), 3)),
    { ...compared, dims: { ...compared.dims, kind: "index" } },
  ]);
});

describe("the published index", () => {
  it("has a value for each complete day, provisional at first, with all that it rests on", async () => {
    const report = await publishIndices(store.db, { today: day(19) });
    expect(report.assessed).toBe(3);
    expect((await rows()).map((row) => [row.day, row.status, row.revision])).toEqual([
      [day(16), "final", 0],
      [day(17), "final", 0],
      [day(18), "provisional", 0],
    ]);
    const [explained] = await readExplanations(store.db.sql, { ...KEY, day: day(18) });
    expect(explained).toMatchObject({
      parametersHash: parametersHash(parameters),
      version: "1.1.0",
      providers: 4,
      routes: 2,
    });
    expect(explained?.explanation).toMatchObject({
      failed: [],
      votes: [{}, {}, {}, {}],
      exclusions: [{ provider: "vast-ai", rule: "KIND", price: 2.5 }],
    });
    const latest = await readLatest(store.db.sql, {
      dataset: "gpu-price-index",
      measure: "level",
      where: { gpu: ["h100-sxm"] },
    });
    expect(latest).toMatchObject([{ period: day(18), status: "P" }]);
  });

  it("has the level of posted prices beside it, from those alone", async () => {
    expect((await cards()).map((row) => [row.day, row.value, row.votes, row.grade, row.chain, row.revision])).toEqual(
      [16, 17, 18].map((n) => [day(n), 3, 4, "A", 100, 0]),
    );
    const stored = await readLatest(store.db.sql, { dataset: "gpu-price-index", measure: "rate_card" });
    expect(stored).toMatchObject([{ period: day(18), value: 3, low: 2.85, high: 3.15, confidence: "high" }]);
  });

  it("is not written twice", async () => {
    expect(await publishIndices(store.db, { today: day(19) })).toEqual({ assessed: 0, cards: 0, appended: 0, held: 0 });
  });

  it("becomes final after two business days, and is carried while nobody speaks", async () => {
    await publishIndices(store.db, { today: day(24) });
    expect(await on(day(18))).toMatchObject({ status: "final", revision: 1 });
    // Quotes of the 18th count for three days; what follows is carried for three business days, and then withheld.
    expect(await on(day(21))).toMatchObject({ status: "final", revision: 0 });
    expect((await on(day(22)))?.status).toBe("carried");
    expect((await on(day(23)))?.status).toBe("carried");
  });

  it("is restated where a contributor was wrong, and keeps what it had said", async () => {
    await see([
      quote("lambda", 2.2, day(20), "one"),
      quote("crusoe", 2.3, day(20), "one"),
      quote("nebius", 2.4, day(20), "two"),
      quote("verda", 2.5, day(20), "two"),
    ]);
    await publishIndices(store.db, { today: day(24) });
    const restated = await on(day(20));
    const card = (await cards()).find((row) => row.day === day(20));
    expect(card).toMatchObject({ value: 2.35, revision: 1, reason: "INPUTS" });
    expect(card?.chain).toBeCloseTo(100 * Math.exp(Math.log((2.2 * 2.3 * 2.4 * 2.5) / (2.8 * 2.9 * 3.1 * 3.2)) / 4), 2);
    expect((await cards()).find((row) => row.day === day(19))).toMatchObject({ value: 3, revision: 0, chain: 100 });
    // A move of more than 15 % in a day waits for a person first.
    expect(restated).toMatchObject({ status: "withheld", reason: "ALARM" });
    const [item] = await store.db.sql<{ id: number; reason: string }[]>`
      select id::int, reason from held_item where dataset = 'gpu-price-index' and period = ${day(20)}`;
    expect(item?.reason).toMatch(/^The index moved −?-?2\d\.\d % in a day/);
    await store.db.sql`
      update held_item set state = 'accepted', decided_at = now(), decided_by = 'Test', decision = 'seen at the providers'
      where id = ${item?.id ?? 0}`;
    await publishIndices(store.db, { today: day(24) });
    expect(await on(day(20))).toMatchObject({ status: "restated", reason: "INPUTS" });
    const history = await readExplanations(store.db.sql, { ...KEY, day: day(20) });
    expect(history.length).toBeGreaterThanOrEqual(3);
    const vintages = await readVintages(store.db.sql, {
      dataset: "gpu-price-index",
      measure: "level",
      where: { gpu: ["h100-sxm"] },
      period: day(20),
    });
    expect(vintages.map((one) => one.status)).toEqual(["A", "W", "A"]);
  });

  it("leaves older days as they are", async () => {
    const before = await on(day(16));
    await see([quote("lambda", 9, day(16), "two")]);
    await publishIndices(store.db, { today: day(26) });
    expect(await on(day(16))).toEqual(before);
  });

  it("restates an older day only by an erratum to which two analysts agree", async () => {
    const [one, other] = [await colleague(store.db, "Ada One"), await colleague(store.db, "Ben Two")];
    const order = { ...KEY, day: day(16), ticket: "HP-12", cause: "unit", reason: "One provider was quoted per node." };
    await expect(proposeErratum(one, { ...order, day: day(20) }, store.db, day(26))).rejects.toThrow(
      "restated by itself",
    );
    await expect(proposeErratum(one, { ...order, day: "2026-08-01" }, store.db, day(26))).rejects.toThrow(
      "older than 90 days",
    );
    await expect(proposeErratum(one, { ...order, day: day(17) }, store.db, day(26))).rejects.toThrow("less than 1 %");
    // What the test before has changed on that day: lambda by a second route, further away.
    await see(["lambda", "crusoe"].map((who) => quote(who, 2.5, day(16), "one")));
    const before = await on(day(16));
    const { stands, value } = await proposeErratum(one, order, store.db, day(26));
    expect(stands).toBe(before?.value);
    expect(value).toBeLessThan((stands ?? 0) * 0.99);
    const [item] = await store.db.sql<{ id: number }[]>`select id::int from held_item where rule = 'erratum'`;
    const agree = (viewer: Viewer) =>
      decideHeld(viewer, { ids: [item?.id], what: "accept", reason: "seen in the invoice" }, store.db);
    await expect(agree(one)).rejects.toThrow("A second analyst has to");
    await publishIndices(store.db, { today: day(26) });
    expect(await on(day(16))).toEqual(before);
    expect(await agree(other)).toEqual({ published: 1, waiting: 0 });
    const [revised] = await store.db.sql`
      select reason, value_before, value_after from revision where period = ${day(16)} order by change_set_id desc limit 1`;
    expect(revised).toEqual({ reason: "correction", value_before: stands, value_after: value });
    await publishIndices(store.db, { today: day(26) });
    expect(await on(day(16))).toMatchObject({ status: "restated", reason: "ERRATUM", value, revision: 1 });
    const after = await rows();
    await publishIndices(store.db, { today: day(26) });
    expect(await rows()).toEqual(after);
  });

  it("cannot be rewritten", async () => {
    await expect(store.db.sql`update index_assessment set value = 1`).rejects.toThrow("permission denied");
    await expect(store.db.sql`delete from index_assessment`).rejects.toThrow("permission denied");
  });
});

describe("who speaks for a seller", () => {
  const part = (slug: string, of: string, more: { since?: string; until?: string }) => ({
    from: { kind: "cloud" as const, slug },
    relation: "part_of" as const,
    to: { kind: "cloud" as const, slug: of },
    source: "constructed",
    ...more,
  });
  const sellers = async () => new Map((await readSellers(store.db.sql)).map((one) => [one.slug, one]));

  it("is its owner, from the day on which it was bought until it is sold", async () => {
    await knowSellers(store.db, ["bought", "to-be-bought", "sold"]);
    await publishChangeSet(store.db, {
      author: { kind: "person", name: "Test" },
      reason: "Constructed for a test",
      relations: [
        part("bought", "nebius", { since: "2026-01-01" }),
        part("to-be-bought", "nebius", { since: "2027-06-01" }),
        part("sold", "nebius", { since: "2025-01-01", until: "2026-02-01" }),
      ],
    });
    const found = await sellers();
    expect(["bought", "to-be-bought", "sold"].map((slug) => found.get(slug)?.partOf)).toEqual(["nebius", null, null]);
  });

  it("is the cloud that it was merged into, of whose kind it is", async () => {
    await knowSellers(store.db, ["old-name"], "marketplace");
    const one = await colleague(store.db, "Cyd Three");
    await store.db.sql`
      insert into entity_merge (entity_id, into_id, reason, person_id)
      select a.id, b.id, 'constructed', ${one.personId}::uuid from entity a, entity b
      where a.kind = 'cloud' and a.slug = 'old-name' and b.kind = 'cloud' and b.slug = 'crusoe'`;
    expect((await sellers()).get("old-name")).toEqual({ slug: "old-name", kind: "neocloud", partOf: "crusoe" });
  });
});
