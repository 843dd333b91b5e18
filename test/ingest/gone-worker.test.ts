import { expect, it } from "vitest";
import { connect } from "@/db/client";
import { releaseDead } from "@/lib/jobs/presence";
import { deadLetters, enqueue } from "@/lib/jobs/queue";
import { useStore } from "../setup/store";

const store = useStore();

it("a worker that is gone leaves no dead letter of work that is ordered again by itself", async () => {
  const order = { connector: "oci-price-list", trigger: "person", startedBy: "Ada One" } as const;
  await enqueue(store.db.sql, "deliver", {}, { key: "deliver", queue: "deliver" });
  await enqueue(store.db.sql, "refresh", order, { key: "gone", attempts: 1 });
  const owner = connect(store.ownerUrl, { role: null, max: 1 });
  await owner.sql`
    update graphile_worker._private_jobs set locked_by = 'worker-gone', locked_at = clock_timestamp(), attempts = 1`;
  await owner.close();
  expect(await releaseDead(store.db, 0)).toEqual(["worker-gone"]);
  expect(await deadLetters(store.db.sql)).toMatchObject([{ task: "refresh", key: "gone" }]);
});
