import { beforeAll, describe, expect, it } from "vitest";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { publishIndices } from "@/lib/indices/publish-indices";
import { formatValue } from "@/lib/kernel/format";
import { now } from "@/lib/kernel/clock";
import { readAssessments } from "@/lib/store/assessments";
import { deliverPublished } from "@/lib/published/deliver";
import { readBlastRadius } from "@/lib/published/read-blast-radius";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { approveDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { knowAccelerators, knowSellers } from "../setup/ingest";
import { publish, useStore } from "../setup/store";
import { colleague, content } from "../setup/studio";

const store = useStore();
const back = (days: number) => new Date(now().getTime() - days * 86_400_000).toISOString().slice(0, 10);

const quote = (provider: string, value: number, on: string, route: string): ProposedObservation => ({
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
  source: "toy-survey",
});

const market = (on: string): ProposedObservation[] => [
  quote("lambda", 2.8, on, "one"),
  quote("crusoe", 2.9, on, "one"),
  quote("nebius", 3.1, on, "two"),
  quote("verda", 3.2, on, "two"),
];

const levels = async () => {
  const rows = await readAssessments(store.db.sql, { gpus: ["h100-sxm"] });
  const own = rows.filter((one) => one.segment === "neocloud" && one.tenor === "on-demand");
  return new Map(own.map((one) => [one.day, one.value === null ? null : formatValue(one.value, "USD/GPU-hour", 4)]));
};

const deliver = () => deliverPublished({ db: store.db, send: null, log: () => undefined });

beforeAll(async () => {
  await knowAccelerators(store.db);
  await knowSellers(store.db, ["lambda", "crusoe", "nebius", "verda", "vast-ai"]);
  await publish(store.db, {
    entities: ["one", "two"].map((slug) => ({ kind: "publisher" as const, slug, name: slug, verified: true })),
    observations: [4, 3, 2, 1].flatMap((days) => market(back(days))),
  });
  await publishIndices(store.db);
});

describe("the price index in a blast radius", () => {
  it("is told to the digit as its delivery then publishes it, and stands still meanwhile", async () => {
    const [analyst, other] = [await colleague(store.db, "Ada"), await colleague(store.db, "Ben")];
    const { id: draft } = await openDraft(analyst, { dataset: "gpu-prices" }, store.db);
    const dearer = market(back(1)).map(({ measure, dims, period, value }) => ({
      place: { measure, dims, period },
      content: content((value ?? 0) + 0.1, { reason: "correction" }),
    }));
    await editDraft(analyst, { draft, edits: dearer }, store.db);
    const before = await levels();
    const { parts, said } = await readBlastRadius(analyst, { draft }, store.db);
    expect(said).toBeNull();
    const index = parts.find((one) => one.kind === "price-index");
    const told = index?.lines.find(({ what, where }) => what === back(1) && where.endsWith("neocloud, on-demand"));
    expect(told?.before).toContain(before.get(back(1)));
    expect(told?.after).not.toBe(told?.before);
    expect(await levels()).toEqual(before);

    await submitDraft(analyst, { draft, reason: "Constructed" }, store.db);
    await approveDraft(other, { draft }, store.db);
    await publishDraft(other, { draft }, store.db);
    await deliver();
    expect(told?.after).toContain((await levels()).get(back(1)));
    expect(index?.lines.map(({ what, where }) => [what, where.split(", ").at(-1)])).toEqual([
      [back(1), "on-demand"],
      [back(1), "rate card"],
    ]);
  });

  it("does not follow its own publication: delivered once more, nothing is computed again", async () => {
    const runs = () => store.db.sql`select id from connector_run where connector = 'gpu-price-index'`;
    const before = (await runs()).length;
    const outcomes = await deliver();
    expect(outcomes.filter((one) => one.state !== "nothing")).toEqual([]);
    expect(await runs()).toHaveLength(before);
  });
});
