import { beforeAll, expect, it } from "vitest";
import { connect } from "@/db/client";
import { SOURCE } from "@/lib/indices/publish-indices";
import { AppError } from "@/lib/kernel/error";
import { deliverPublished } from "@/lib/published/deliver";
import { deliveries } from "@/lib/published/subscribers";
import type { Delivery } from "@/lib/published/subscriber";
import { readBacklogs } from "@/lib/store/publications/backlog";
import { toyDataset, publish, useStore } from "../setup/store";
import { publishToy } from "../setup/studio";

const store = useStore();
let month = 0;

beforeAll(() => void toyDataset());

const publishNext = async () => (await publishToy(store.db, (month += 1), month)).changeSetId ?? 0;
const deliver = (...all: Delivery[]) => deliverPublished({ db: store.db, send: null, log: () => undefined }, all);
const states = async (...all: Delivery[]) => (await deliver(...all)).map((one) => one.state);
const backlogOf = async (name: string) => (await readBacklogs(store.db.sql)).find((one) => one.subscriber === name);

const lead = (period: string) => ({
  dataset: "toy-lead-times",
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period,
  value: 1,
  status: "A" as const,
  source: "toy-survey",
});

/** A constructed subscriber that notes what it gets. */
const listener = (name: string, change: Partial<Delivery> = {}): Delivery & { got: number[] } => {
  const got: number[] = [];
  return {
    got,
    name,
    title: `Constructed ${name}`,
    from: "now",
    follows: () => true,
    together: false,
    deliver: async (all) => {
      got.push(...all.map((one) => one.changeSetId));
      return {};
    },
    ...change,
  };
};

it("a delivery is a failure where it contradicts what stands: nobody else will do it", async () => {
  const clashing = listener("clashing", {
    deliver: async () => {
      throw new AppError("conflict", "The source exists already with another title.");
    },
  });
  await deliver(clashing);
  await publishNext();
  expect(await states(clashing)).toEqual(["failed"]);
  expect(await backlogOf("clashing")).toMatchObject({
    waiting: 1,
    tries: 1,
    error: expect.stringContaining("title"),
  });
});

it("a delivery holds up nobody else where the defect is in what it follows, nor where its connection is cut", async () => {
  let broken = false;
  const choosy = listener("choosy", {
    follows: () => {
      if (broken) throw new TypeError("no such property");
      return true;
    },
  });
  const owner = connect(store.ownerUrl, { role: null, max: 1 });
  const cut = listener("cut", {
    deliver: async () => {
      await owner.sql`
        select pg_terminate_backend(pid) from pg_locks where relation = 'delivery'::regclass and mode = 'RowShareLock'
          and database = (select oid from pg_database where datname = current_database())`;
      return new Promise<never>(() => undefined);
    },
  });
  const after = listener("after");
  await deliver(choosy, cut, after);
  const published = await publishNext();
  broken = true;
  expect(await states(choosy, cut, after)).toEqual(["failed", "failed", "delivered", "nothing"]);
  await owner.close();
  expect(after.got).toEqual([published]);
  expect(await backlogOf("choosy")).toMatchObject({ waiting: 1, tries: 1 });
});

it("an index that cannot be published is a failed run and a failed delivery, and none that somebody else is at", async () => {
  const { key, publisher, kind, reliability } = SOURCE;
  await publish(store.db, { sources: [{ key, publisher, kind, reliability, title: "Another title" }] });
  const index = deliveries.filter((one) => one.name === "price-index");
  await store.db.sql`update delivery set up_to = 0 where subscriber = 'price-index'`;
  const outcome = (await deliver(...index)).at(-1);
  expect(outcome).toMatchObject({ state: "failed", tries: 1, error: expect.stringContaining("another title") });
  const runs = await store.db.sql`
    select state, error from connector_run where connector = 'gpu-price-index' order by id desc limit 1`;
  expect(runs).toMatchObject([{ state: "failed", error: expect.stringContaining("another title") }]);
});

it("the index follows a cloud whose kind comes with values of another dataset, and not a value of that alone", async () => {
  const index = deliveries.find((one) => one.name === "price-index");
  const got: boolean[] = [];
  const judge = listener("judge", { follows: (one) => got.push(index?.follows(one) ?? false) < 0 });
  await deliver(judge);
  const cloud = {
    kind: "cloud" as const,
    slug: "toy-cloud",
    name: "Toy cloud",
    verified: true,
    attributes: { kind: "neocloud" },
  };
  const other = { kind: "publisher" as const, slug: "toy-house", name: "Toy house", verified: true };
  await publish(store.db, { entities: [cloud], observations: [lead("2021-01-01")] });
  await publish(store.db, { entities: [other], observations: [lead("2021-02-01")] });
  await publish(store.db, { observations: [lead("2021-03-01")] });
  await deliver(judge);
  expect(got).toEqual([true, false, false]);
});
