import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { now } from "@/lib/kernel/clock";
import type { Viewer } from "@/lib/access/viewer";
import { Reader } from "@/lib/access/reader";
import { AppError } from "@/lib/kernel/error";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { listEntities } from "@/lib/studio/entities/list-entities";
import { applyEntityMerge } from "@/lib/studio/entities/entity-merge";
import { readMergeClashes } from "@/lib/studio/entities/merge-effect";
import { proposeEntityMerge } from "@/lib/studio/entities/propose-merge";
import { type EntityEdit, proposeEntity } from "@/lib/studio/entities/propose-entity";
import { proposeRelation } from "@/lib/studio/entities/propose-relation";
import { readEntityDetail } from "@/lib/studio/entities/read-entity";
import { throughReview } from "../../setup/merges";
import { publish, useStore } from "../../setup/store";
import { approved, colleague } from "../../setup/studio";

const store = useStore();
let ada: Viewer;
let ben: Viewer;

const company = (slug: string, name: string, aliases: string[] = []) => ({
  kind: "company" as const,
  slug,
  name,
  aliases,
  verified: true,
});
const share = (supplier: string, publisher: string, value: number) => ({
  dataset: "hbm-share",
  measure: "year",
  dims: { supplier, publisher, basis: "revenue", generation: "all", customer: "all" },
  period: "2025-01-01",
  value,
  status: "E" as const,
  source: "toy-survey",
});

beforeAll(async () => {
  await publish(store.db, {
    entities: [
      company("sk-hynix", "SK hynix", ["Hynix"]),
      company("sk-hynics", "SK Hynics"),
      company("micron", "Micron"),
      ...["a", "b", "c", "d", "e"].map((one) => company(`co-${one}`, `Company ${one}`)),
      { kind: "publisher", slug: "counter", name: "Counter", verified: true },
      { kind: "publisher", slug: "trend", name: "Trend", verified: true },
      { kind: "cloud", slug: "nimbus", name: "Nimbus", verified: false, attributes: { founded: "2019" } },
      { kind: "site", slug: "plant", name: "Plant", verified: true },
    ],
    observations: [share("sk-hynix", "counter", 50), share("sk-hynics", "trend", 48), share("micron", "counter", 20)],
  });
  ada = await colleague(store.db, "Ada One");
  ben = await colleague(store.db, "Ben Two");
});

const reader = () => new Reader(store.db, ada, null, now());
const propose = (edit: EntityEdit) => proposeEntity(ada, edit, store.db);
const publishAll = async (draft: number) => {
  await approved(store.db, ada, ben, draft);
  await publishDraft(ada, { draft }, store.db);
};
const detail = (kind: string, slug: string) => readEntityDetail(ada, { kind, slug }, store.db);

describe("an edit of an entity", () => {
  it("waits in the analyst's draft of the catalogue, and stands once that is reviewed and published", async () => {
    const { draft } = await propose({
      kind: "cloud",
      slug: "nimbus",
      name: "Nimbus AI",
      attributes: { founded: "2020", sovereign: "true", country: "FR" },
      aliases: ["Nimbus Compute"],
      verified: true,
      source: "toy-survey",
    });
    expect(draft).toMatchObject({ dataset: "catalogue", state: "draft", items: 1 });
    expect((await reader().entities({ kind: "cloud", slugs: ["nimbus"] }))[0]?.name).toBe("Nimbus");
    expect(await detail("cloud", "nimbus")).toMatchObject({
      waiting: [{ draft: draft.id, state: "draft", kind: "entity" }],
      proposed: { name: "Nimbus AI", aliases: ["Nimbus Compute", "Nimbus"] },
    });
    await publishAll(draft.id);
    expect((await reader().entities({ kind: "cloud", slugs: ["nimbus"] }))[0]).toMatchObject({
      name: "Nimbus AI",
      verified: true,
      attributes: { founded: "2020", sovereign: true, country: "FR" },
      aliases: ["Nimbus", "Nimbus Compute"],
    });
  });

  it("may be a further name alone", async () => {
    const { draft } = await propose({
      kind: "company",
      slug: "micron",
      name: "Micron",
      aliases: ["MU"],
      verified: true,
    });
    await publishAll(draft.id);
    expect((await detail("company", "micron")).entity.aliases).toEqual(["MU"]);
  });

  it("is refused where an attribute is not of its type, with each field named", async () => {
    const wrong = propose({
      kind: "cloud",
      slug: "nimbus",
      name: "Nimbus AI",
      attributes: { website: "nimbus", country: "France", sovereign: "true" },
      verified: true,
    });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid",
      fields: [{ field: "country" }, { field: "website" }],
    });
  });

  it("is told where a name leads elsewhere", async () => {
    const taken = propose({ kind: "company", slug: "micron", name: "Micron", aliases: ["hynix"], verified: true });
    await expect(taken).rejects.toThrow(/leads to the company SK hynix \(sk-hynix\) already/);
    await expect(propose({ kind: "company", name: "sk HYNIX", verified: true })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

it("makes a new entity through a draft", async () => {
  const { draft, slug } = await propose({ kind: "company", name: "Kioxia Holdings", verified: false });
  expect(slug).toBe("kioxia-holdings");
  await publishAll(draft.id);
  const { lines } = await listEntities(ada, { kind: "company", only: "unverified" }, store.db);
  expect(lines.map((one) => one.slug)).toEqual(["kioxia-holdings"]);
});

it("ends a relation by a later word about it, keeps the earlier reading, and can open it again", async () => {
  const link = {
    from: { kind: "company" as const, name: "Micron" },
    relation: "owns" as const,
    to: { kind: "site" as const, name: "plant" },
    since: "2020-01-01",
    source: "toy-survey",
  };
  const say = async (until: string) => {
    const draft = await proposeRelation(ada, { ...link, until }, store.db);
    await publishAll(draft.id);
    return (await detail("company", "micron")).relations.map((one) => [one.relation, one.since, one.until]);
  };
  expect(await say("")).toEqual([["owns", "2020-01-01", null]]);
  const before = now();
  expect(await say("2026-06-30")).toEqual([["owns", "2020-01-01", "2026-06-30"]]);
  const then = new Reader(store.db, ada, null, before);
  expect((await then.relations({ kind: "company", slug: "micron" })).map((one) => one.until)).toEqual([null]);
  expect(await say("")).toEqual([["owns", "2020-01-01", null]]);
});

it("asks a relation for a source and two ends that are there", async () => {
  const link = { from: { kind: "company" as const, name: "Micron" }, relation: "owns" as const, source: "toy-survey" };
  const nobody = { kind: "company" as const, name: "Nobody" };
  await expect(proposeRelation(ada, { ...link, to: nobody }, store.db)).rejects.toMatchObject({ code: "invalid" });
  const plant = { kind: "site" as const, name: "Plant" };
  await expect(proposeRelation(ada, { ...link, to: plant, source: "none-such" }, store.db)).rejects.toMatchObject({
    code: "invalid",
  });
  await expect(proposeRelation(ada, { ...link, to: plant, source: "" }, store.db)).rejects.toThrow(/source/);
});

describe("a merge of entities", () => {
  const merge = (slug: string, into: string | null, more = {}) => {
    const asked = { kind: "company" as const, slug, into, reason: "one company", ...more };
    return throughReview(store.db, ada, ben, proposeEntityMerge(ada, asked, store.db));
  };

  it("leads its slug and names to the survivor, whose page lists the series of both, under their own codes", async () => {
    await merge("sk-hynics", "sk-hynix");
    expect((await reader().entities({ kind: "company", slugs: ["sk-hynics"] }))[0]).toMatchObject({
      slug: "sk-hynix",
      name: "SK hynix",
      formerly: ["sk-hynics"],
    });
    const { entity, series, merges } = await detail("company", "sk-hynics");
    expect(entity.slug).toBe("sk-hynix");
    expect(series.map((one) => one.code)).toEqual([
      "HBM_SHARE.SK_HYNICS.TREND.REVENUE.ALL.ALL.YEAR",
      "HBM_SHARE.SK_HYNIX.COUNTER.REVENUE.ALL.ALL.YEAR",
    ]);
    expect(merges).toMatchObject([{ slug: "sk-hynics", into: "sk-hynix", reason: "one company", by: "Ada One" }]);
    expect((await reader().entityNames("company")).get("sk-hynics")).toBe("SK hynix");
    expect((await reader().entities({ kind: "company" })).map((one) => one.slug)).not.toContain("sk-hynics");
  });

  it("names the survivor in the title of its series", async () => {
    const found = await reader().seriesByCode("HBM_SHARE.SK_HYNICS.TREND.REVENUE.ALL.ALL.YEAR");
    expect(found.title).toContain("SK hynix");
    const all = await reader().series({ dataset: "hbm-share", where: { publisher: "trend" } });
    expect(all.map((one) => one.title.split(" · ")[0])).toEqual(["SK hynix"]);
  });

  it("takes edits of the merged one to the survivor", async () => {
    const edit = propose({ kind: "company", slug: "sk-hynics", name: "SK Hynics", verified: true });
    await expect(edit).rejects.toThrow(/merged into SK hynix/);
    await expect(propose({ kind: "company", name: "SK Hynics", verified: true })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is undone by a later decision", async () => {
    await merge("sk-hynics", null, { reason: "two after all" });
    expect((await detail("company", "sk-hynics")).entity.name).toBe("SK Hynics");
    expect((await reader().entityNames("company")).get("sk-hynics")).toBe("SK Hynics");
  });

  it("is refused where both have series that nothing else tells apart, unless somebody wants it despite that", async () => {
    const asked = { kind: "company" as const, slug: "micron", into: "sk-hynix" };
    expect(await readMergeClashes(ada, asked, store.db)).toEqual([
      {
        one: "HBM_SHARE.MICRON.COUNTER.REVENUE.ALL.ALL.YEAR",
        other: "HBM_SHARE.SK_HYNIX.COUNTER.REVENUE.ALL.ALL.YEAR",
        dataset: "hbm-share",
      },
    ]);
    await expect(merge("micron", "sk-hynix")).rejects.toMatchObject({ code: "conflict" });
    await merge("micron", "sk-hynix", { despite: true });
    await merge("micron", null, { reason: "put back" });
  });

  it("is not for who does not have the datasets in question", async () => {
    const poor = { ...ada, entitlements: [{ dataset: "capex-estimates", delayDays: 0 }] };
    const asked = { kind: "company" as const, slug: "sk-hynics", into: "micron", reason: "to see" };
    await expect(proposeEntityMerge(poor, asked, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await merge("sk-hynics", "micron", { despite: true });
    const undone = { ...asked, into: null };
    await expect(proposeEntityMerge(poor, undone, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await merge("sk-hynics", null);
  });

  it("has its attributes and relations hidden from who works on no dataset of its kind", async () => {
    const poor = { ...ada, entitlements: [{ dataset: "capex-estimates", delayDays: 0 }] };
    const asked = { kind: "cloud" as const, slug: "nimbus" };
    await expect(readEntityDetail(poor, asked, store.db)).rejects.toMatchObject({ code: "forbidden" });
    const edit = { ...asked, name: "Nimbus", verified: true };
    await expect(proposeEntity(poor, edit, store.db)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is written into the audit", async () => {
    const rows = await store.db.sql<{ action: string; subject: string }[]>`
      select action, subject from audit_event where action like 'entity.%' order by id limit 2`;
    expect(rows.map((row) => `${row.action} ${row.subject}`)).toEqual([
      "entity.merge company/sk-hynics",
      "entity.undo-merge company/sk-hynics",
    ]);
  });
});

const LETTERS = ["a", "b", "c", "d", "e"];
const step = fc.record({ one: fc.constantFrom(...LETTERS), into: fc.constantFrom(...LETTERS), undo: fc.boolean() });
const endOf = (edges: ReadonlyMap<string, string>, key: string): string => {
  const next = edges.get(key);
  return next === undefined ? key : endOf(edges, next);
};

it("shows each entity as the end of its way, whatever was merged and undone, and no way turns in a circle", async () => {
  const edges = new Map<string, string>();
  const kind = "company" as const;
  const reason = "property";
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const { one, into, undo } of steps) {
        const merge = { kind, slug: `co-${one}`, into: undo ? null : `co-${into}`, reason, despite: false };
        const by = { personId: ada.personId, changeSetId: null };
        const done = store.db.sql.begin((tx) => applyEntityMerge(tx, merge, by));
        const taken = await done.then(
          () => true,
          (error) => {
            if (error instanceof AppError) return false;
            throw error;
          },
        );
        const end = endOf(edges, into);
        expect(taken).toBe(undo ? edges.has(one) : !edges.has(one) && end !== one);
        if (taken && undo) edges.delete(one);
        else if (taken) edges.set(one, end);
      }
      const names = await reader().entityNames(kind);
      expect(LETTERS.map((one) => names.get(`co-${one}`))).toEqual(
        LETTERS.map((one) => `Company ${endOf(edges, one)}`),
      );
    }),
    { numRuns: 20 },
  );
});
