import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Transaction } from "@/db/client";
import type { EditionReport } from "@/lib/datasets/edition-report";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import {
  type EditionOrder,
  readEdition,
  readEditionBytes,
  readEditions,
  readOpenOrders,
} from "@/lib/store/editions/editions";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { closeEdition } from "@/lib/studio/editions/close-edition";
import { sealEdition, sealOpenEditions } from "@/lib/studio/editions/seal-edition";
import type { Edition } from "@/lib/store/rows";
import { publish, toyDataset, useStore } from "../../setup/store";

const store = useStore();
const TOY = "toy-lead-times";
const FAR = "2200-01-01T00:00:00.000Z";
const AUTHOR = { kind: "person" as const, name: "Test analyst" };
const SOURCE = { key: "toy-survey", title: "Constructed survey", publisher: "Constructed publisher", kind: "survey" };
const OTHER = { ...SOURCE, key: "second-source", title: "Second survey" };

beforeAll(() => void toyDataset());

const lead = (change: Partial<ProposedObservation> = {}): ProposedObservation => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period: "2026-01-01",
  value: 10,
  status: "A",
  source: "toy-survey",
  ...change,
});

type Also = { note?: string; at?: Date; alongside?: (tx: Transaction, changeSetId: number) => Promise<void> };

/** Publishes and closes an edition in the same transaction, as publishing does. */
async function publishAndOrder(observations: ProposedObservation[], also: Also = {}): Promise<EditionOrder> {
  let closed: EditionOrder | undefined;
  const changes = { author: AUTHOR, reason: "Constructed for a test", sources: [SOURCE, OTHER], observations };
  await publishChangeSet(store.db, changes, async (tx, { changeSetId, releases }) => {
    const release = releases[0]?.number;
    if (changeSetId === null || release === undefined) throw new Error("nothing was published");
    await also.alongside?.(tx, changeSetId);
    const closing = { dataset: TOY, release, changeSetId, closedBy: AUTHOR.name, note: also.note ?? "" };
    closed = await closeEdition(tx, also.at ? { ...closing, at: also.at } : closing);
  });
  if (!closed) throw new Error("nothing new was said");
  return closed;
}

/** The same, with its bytes made. */
async function publishAndClose(observations: ProposedObservation[], also: Also = {}): Promise<Edition> {
  const sealed = await sealEdition(store.db, await publishAndOrder(observations, also));
  if (!sealed) throw new Error("somebody else has made its bytes");
  return sealed;
}

const csvOf = async (label: string) => {
  const bytes = await readEditionBytes(store.db.sql, { dataset: TOY, label });
  if (!bytes) throw new Error(`no edition ${label}`);
  return gunzipSync(bytes).toString("utf8");
};
const rowsOf = async (label: string): Promise<Record<string, string>[]> =>
  parse<Record<string, string>>(await csvOf(label), { columns: true });

describe("closing an edition", () => {
  it("freezes what stands, in an order of its own, as bytes whose hash is told", async () => {
    const edition = await publishAndClose(
      [
        lead({ value: 12.5, low: 11, high: 14, status: "E", confidence: "low" }),
        lead({ dims: { part: "flux-gate", region: "south" }, value: 7 }),
        lead({ period: "2026-02-01", value: 11 }),
      ],
      { note: "The first one" },
    );
    const text = await csvOf(edition.label);
    expect(createHash("sha256").update(text).digest("hex")).toBe(edition.sha256);
    expect(edition).toMatchObject({ rows: 3, release: 1, note: "The first one", closedBy: "Test analyst" });
    const rows = await rowsOf(edition.label);
    expect(rows.map((row) => `${row["series_id"]} ${row["period"]} ${row["value"]}`)).toEqual([
      "TOY_LEAD_TIME.FLUX_GATE.SOUTH 2026-01-01 7",
      "TOY_LEAD_TIME.SPROCKET.NORTH 2026-01-01 12.5",
      "TOY_LEAD_TIME.SPROCKET.NORTH 2026-02-01 11",
    ]);
    expect(rows[1]).toMatchObject({
      series: "Sprocket · North · Lead time",
      part: "sprocket",
      region: "north",
      low: "11",
      high: "14",
      unit: "weeks",
      status: "estimate",
      confidence: "low",
      source: "Constructed survey",
      frequency: "month",
    });
  });

  it("stays as it was, whatever is published later", async () => {
    const [first] = await readEditions(store.db.sql, { dataset: TOY, before: FAR, limit: 1 });
    const before = await csvOf(first?.label ?? "");
    await publish(store.db, {
      observations: [lead({ value: null, status: "W" }), lead({ period: "2026-02-01", value: 99 })],
    });
    const again = await csvOf(first?.label ?? "");
    expect(again).toBe(before);
    await expect(store.db.sql`update edition set note = 'other'`).rejects.toThrow(/permission denied|append-only/);
    await expect(store.db.sql`delete from edition`).rejects.toThrow(/permission denied|append-only/);
  });

  it("reports all that was published since the previous one, and not the last change set alone", async () => {
    const edition = await publishAndClose([lead({ period: "2026-03-01", value: 3, source: "second-source" })]);
    const { report } = edition;
    expect(report).toMatchObject({ added: 1, changed: 1, withdrawn: 1, confirmed: 0, values: 3 });
    expect(report.sources).toMatchObject({ count: 1, list: [{ key: "second-source", title: "Second survey" }] });
    expect(report.changeSets.list.map((one) => one.rows)).toEqual([1, 2]);
    expect(report.moves.relative[0]).toMatchObject({ difference: 88, percent: 800, period: "2026-02-01" });
    expect(report.moves.absolute[0]).toMatchObject({ unit: "weeks", before: { value: 11 }, after: { value: 99 } });
    expect(report.previous?.release).toBe(1);
    const read = await readEdition(store.db.sql, { dataset: TOY, label: edition.label, before: FAR });
    expect(read?.report).toEqual(report);
  });

  it("counts the reasons that analysts gave", async () => {
    const edition = await publishAndClose([lead({ period: "2026-02-01", value: 12 })], {
      alongside: async (tx, changeSetId) => {
        await tx`insert into revision (change_set_id, dataset, series, period, reason, value_before, status_before,
          value_after, status_after) values (${changeSetId}, ${TOY}, 'TOY_LEAD_TIME.SPROCKET.NORTH', '2026-02-01',
          'correction', 99, 'A', 12, 'A')`;
      },
    });
    expect(edition.report.reasons).toEqual({
      addition: 0,
      "new-information": 0,
      correction: 1,
      "method-change": 0,
      unstated: 0,
    });
  });

  it("is numbered by its week, and a second one in a week apart", async () => {
    const at = new Date("2030-12-31T12:00:00Z");
    const first = await publishAndClose([lead({ period: "2025-01-01", value: 1 })], { at });
    const second = await publishAndClose([lead({ period: "2025-01-01", value: 2 })], { at });
    const third = await publishAndClose([lead({ period: "2025-01-01", value: 3 })], { at });
    expect([first.label, second.label, third.label]).toEqual(["2031.01", "2031.01.2", "2031.01.3"]);
  });
});

describe("the bytes of an edition", () => {
  const query = (label: string) => ({ dataset: TOY, label, before: FAR });
  const toMake = async () => (await readOpenOrders(store.db.sql, TOY)).map((one) => one.label);

  it("are made after its publication, which is told of it until then", async () => {
    const order = await publishAndOrder([lead({ period: "2024-01-01", value: 1 })]);
    expect(await readEditions(store.db.sql, { ...query(order.label), limit: 1 })).toMatchObject([
      { label: order.label, release: order.release, rows: null, sha256: null },
    ]);
    await expect(readEdition(store.db.sql, query(order.label))).rejects.toMatchObject({ code: "unavailable" });
    expect(await toMake()).toEqual([order.label]);
    expect((await sealOpenEditions(store.db)).map((one) => one.label)).toEqual([order.label]);
    expect(await toMake()).toEqual([]);
    expect(await readEdition(store.db.sql, query(order.label))).toMatchObject({ release: order.release, note: "" });
  });

  it("are of its release, whatever was published before they are made, for earlier days too", async () => {
    const [one, other] = [lead({ period: "2024-02-01", value: 5 }), lead({ period: "2024-03-01", value: 6 })];
    const first = await publishAndClose([one, other]);
    const order = await publishAndOrder([{ ...one, value: 7 }]);
    await publish(store.db, {
      observations: [
        { ...other, value: 99 },
        lead({ period: "2024-04-01", value: 98, knownAt: "2024-05-02T00:00:00.000Z" }),
      ],
    });
    const sealed = await sealEdition(store.db, order);
    const expected = (await csvOf(first.label)).split("\n").length;
    expect((await csvOf(order.label)).split("\n")).toHaveLength(expected);
    const rows = await rowsOf(order.label);
    const valueOf = (period: string) => rows.find((row) => row["period"] === period)?.["value"];
    expect(["2024-02-01", "2024-03-01", "2024-04-01"].map(valueOf)).toEqual(["7", "6", undefined]);
    expect(sealed?.report).toMatchObject({ added: 0, changed: 1, previous: { label: first.label } });
  });

  it("are made once, however many begin with them at once, and by the next where one has failed", async () => {
    const order = await publishAndOrder([lead({ period: "2024-05-01", value: 1 })]);
    const place = `halfpitch.edition ${TOY} ${order.label}`;
    await store.db.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext(${place}))`;
      expect(await sealEdition(store.db, order)).toBeNull();
    });
    expect(await toMake()).toEqual([order.label]);
    const made = await Promise.all([1, 2, 3].map(() => sealEdition(store.db, order)));
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    expect(await toMake()).toEqual([]);
  });
});

type Stand = { value: number | null; low: number | null };
const nothing: Stand = { value: null, low: null };
type Acts = { place: number; value: number | null; ranged: boolean }[][];

/** Counts by looking at every place before and after, without a database. */
function naive(before: ReadonlyMap<number, Stand>, after: ReadonlyMap<number, Stand>, touched: ReadonlySet<number>) {
  const counts = { added: 0, changed: 0, withdrawn: 0, confirmed: 0 };
  for (const place of touched) {
    const [was, is] = [before.get(place) ?? nothing, after.get(place) ?? nothing];
    const [had, has] = [was.value !== null, is.value !== null];
    if (!had && has) counts.added += 1;
    else if (had && !has) counts.withdrawn += 1;
    else if (had && has && (was.value !== is.value || was.low !== is.low)) counts.changed += 1;
    else counts.confirmed += 1;
  }
  return counts;
}

describe("the report", () => {
  it("agrees with a naive count after any sequence of publications", async () => {
    const act = fc.record({
      place: fc.integer({ min: 0, max: 7 }),
      value: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4, nil: null }),
      ranged: fc.boolean(),
    });
    const sets = fc.array(fc.uniqueArray(act, { selector: (one) => one.place, minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 4,
    });
    let era = 0;
    await fc.assert(
      fc.asyncProperty(sets, sets, async (first: Acts, second: Acts) => {
        era += 1;
        const state = new Map<number, Stand>();
        const periodOf = (place: number) => `${1900 + era}-0${place + 1}-01`;
        const run = async (
          acts: Acts,
        ): Promise<{ report: EditionReport; touched: Set<number>; before: Map<number, Stand> }> => {
          const before = new Map(state);
          const touched = new Set<number>();
          for (const set of acts) {
            const observations = set.flatMap(({ place, value, ranged }) => {
              const low = ranged && value !== null ? 0.5 : null;
              const standing = state.get(place);
              if (standing && standing.value === value && standing.low === low) return [];
              touched.add(place);
              state.set(place, { value, low });
              const range = low === null ? {} : { low };
              return [lead({ period: periodOf(place), value, ...range, status: value === null ? "W" : "A" })];
            });
            if (observations.length > 0) await publish(store.db, { observations });
          }
          // What closes it is a publication of its own.
          const closing = await publishAndClose([
            lead({
              dims: { part: "flux-gate", region: "north" },
              period: periodOf(0),
              value: acts.length + era * 10 + before.size / 10,
            }),
          ]);
          return { report: closing.report, touched, before };
        };
        for (const acts of [first, second]) {
          const { report, touched, before } = await run(acts);
          const expected = naive(before, state, touched);
          // The closing publication adds its own row the first time and changes it the second.
          const own = acts === first ? "added" : "changed";
          const { added, changed, withdrawn, confirmed } = report;
          const counted = { added, changed, withdrawn, confirmed };
          expect({ ...counted, [own]: counted[own] - 1 }).toEqual(expected);
        }
      }),
      { numRuns: 12 },
    );
  });
});
