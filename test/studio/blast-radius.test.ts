import { beforeAll, describe, expect, it } from "vitest";
import { Reader } from "@/lib/access/reader";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import { loadView } from "@/lib/studio/blast-radius/figure-changes";
import { MOST_CELLS, readBlastRadius } from "@/lib/published/read-blast-radius";
import type { BlastPart } from "@/lib/studio/blast-radius/blast-part";
import type { CellEdit } from "@/lib/studio/drafts/draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { putItem } from "@/lib/studio/drafts/items";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publish, toyDataset, useStore } from "../setup/store";
import { colleague, content } from "../setup/studio";

const store = useStore();
const TOY = "toy-lead-times";
let analyst: Viewer;

const lead = (value: number, period: string, part = "sprocket", region = "north") => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part, region },
  period,
  value,
  status: "A" as const,
  source: "toy-survey",
});

const share = (supplier: string, value: number) => ({
  dataset: "hbm-share",
  measure: "quarter",
  dims: { supplier, publisher: "counterpoint", basis: "revenue", generation: "all", customer: "all" },
  value,
  status: "E" as const,
  source: "hbm-report",
});

const SHARES: Record<string, number> = { "2025-01-01": 70, "2025-04-01": 62, "2025-07-01": 57 };

const places = (
  proposals: readonly (ReturnType<typeof lead> | (ReturnType<typeof share> & { period: string }))[],
): CellEdit[] =>
  proposals.map(({ measure, dims, period, value, status, source }) => ({
    place: { measure, dims, period },
    content: content(value, { status, source, reason: "correction" }),
  }));

async function draftOf(dataset: string, edits: CellEdit[]): Promise<number> {
  const { id } = await openDraft(analyst, { dataset }, store.db);
  if (edits.length === 0) return id;
  const { refused } = await editDraft(analyst, { draft: id, edits }, store.db);
  expect(refused).toEqual([]);
  return id;
}

const part = (parts: readonly BlastPart[], kind: string): BlastPart => {
  const found = parts.find((one) => one.kind === kind);
  if (!found) throw new Error(`nothing of ${kind} changes`);
  return found;
};

/** How much there is of everything that a publication writes. */
const counts = () => store.db.sql`
  select (select count(*) from observation) as observations, (select count(*) from release) as releases,
    (select count(*) from change_set) as sets, (select count(*) from series) as series,
    (select count(*) from source) as sources, (select count(*) from revision) as revisions,
    (select count(*) from published) as announced`;

beforeAll(async () => {
  toyDataset();
  analyst = await colleague(store.db, "Ada");
  await publish(store.db, {
    observations: [lead(10, "2026-01-01"), lead(20, "2026-02-01"), lead(5, "2026-01-01", "flux-gate")],
    entities: [
      { kind: "company", slug: "sk-hynix", name: "SK hynix", attributes: {}, verified: true },
      { kind: "company", slug: "micron", name: "Micron", attributes: {}, verified: true },
      { kind: "publisher", slug: "counterpoint", name: "Counterpoint", attributes: {}, verified: true },
    ],
  });
  await publish(store.db, {
    // A source that may lead a headline.
    sources: [
      {
        key: "hbm-report",
        title: "Constructed report on HBM",
        publisher: "Counterpoint",
        url: "https://counterpoint.example/reports/hbm",
        published: "2025-10-30",
        kind: "report",
      },
    ],
    observations: Object.entries(SHARES).flatMap(([period, value]) => [
      { ...share("sk-hynix", value), period },
      { ...share("micron", 20), period },
    ]),
  });
});

describe("what a draft would change", () => {
  it("is told series by series, with the largest move first", async () => {
    const draft = await draftOf(
      TOY,
      places([lead(11, "2026-01-01"), lead(30, "2026-02-01"), lead(6, "2026-03-01", "flux-gate")]),
    );
    const { parts, said } = await readBlastRadius(analyst, { draft }, store.db);
    expect(said).toBeNull();
    const series = part(parts, "series");
    expect(series.finding).toMatch(/^3 values of 2 series will change/);
    expect(series.lines[0]).toEqual({
      where: expect.stringContaining("Sprocket"),
      href: "/series/TOY_LEAD_TIME.SPROCKET.NORTH",
      what: "Feb-26, the largest of 2 changes",
      before: "20 weeks",
      after: "30 weeks",
      change: "+50%",
    });
    expect(series.lines[1]).toMatchObject({ before: null, after: "6 weeks", change: "new" });
  });

  it("is told for the very cells that pages will show, and no others", async () => {
    const draft = await draftOf(TOY, []);
    const { parts } = await readBlastRadius(analyst, { draft }, store.db);
    const cells = part(parts, "pages").lines.filter(({ what }) => what.includes("Lead time"));
    expect(cells.map(({ before, after, change }) => [before, after, change])).toEqual([
      ["20 weeks", "30 weeks", "+50%"],
      ["10 weeks", "11 weeks", "+10%"],
      [null, "6 weeks", null],
    ]);
    expect(part(parts, "pages").lines.every(({ href }) => href?.startsWith("/data/toy-lead-times"))).toBe(true);
    const files = part(parts, "exports").lines.map(({ href }) => href);
    expect(files).toContain("/api/v1/series/TOY_LEAD_TIME.SPROCKET.NORTH");
    expect(files.some((href) => href?.startsWith("/api/csv/data/series?dataset=toy-lead-times"))).toBe(true);
    expect(parts.map((one) => one.kind)).toEqual(["series", "pages", "record", "exports"]);
  });

  it("reaches a page of its own shape and the home page, where they read the series", async () => {
    const draft = await draftOf("hbm-share", places([{ ...share("sk-hynix", 60), period: "2025-07-01" }]));
    const { parts } = await readBlastRadius(analyst, { draft }, store.db);
    const { lines } = part(parts, "pages");
    const where = new Set(lines.map(({ href }) => href));
    expect(where).toEqual(new Set(["/", "/hbm", "/data/hbm-share?rows=all"]));
    const home = lines.filter(({ href }) => href === "/");
    expect(home.map(({ before, after, change }) => [before, after, change])).toEqual([
      ["57%", "60%", "+3 pp"],
      ["−5 pp on 2025Q2", "−2 pp on 2025Q2", null],
    ]);
    const sentence = lines.find(({ what, href }) => href === "/hbm" && what === "what the figure says");
    expect(sentence?.before).toContain("57");
    expect(sentence?.after).toContain("60");
  });

  it("leaves nothing behind: no row of it, and no kept answer that a reader would get", async () => {
    const view = { page: "data", title: "", query: `dataset=${TOY}&rows=all`, href: "" };
    const read = async () => {
      const { figures } = await loadView(view, () => new Reader(store.db, analyst, null, now()));
      return figures.flatMap(({ table }) => table.rows.map((row) => row["value"]?.value));
    };
    const before = await counts();
    const draft = await draftOf(TOY, places([lead(40, "2026-02-01")]));
    const { parts } = await readBlastRadius(analyst, { draft }, store.db);
    expect(part(parts, "series").lines[0]).toMatchObject({ before: "20 weeks", after: "40 weeks" });
    expect(await counts()).toEqual(before);
    expect(await read()).toEqual([20, 5, 10]);
    // The next real release has the number that the dry run had: what it published must not be what the dry run saw.
    await publish(store.db, { observations: [lead(21, "2026-02-01")] });
    expect(await read()).toEqual([21, 5, 10]);
  });

  it("is found out anew once something else was published", async () => {
    const draft = await draftOf(TOY, []);
    const { parts } = await readBlastRadius(analyst, { draft }, store.db);
    const february = part(parts, "pages").lines.find(({ after }) => after === "40 weeks");
    expect(february).toMatchObject({ before: "21 weeks" });
  });

  it("follows an entity's new name onto the pages that show it", async () => {
    const { id } = await openDraft(analyst, { dataset: "catalogue" }, store.db);
    const proposal = {
      kind: "company" as const,
      slug: "micron",
      name: "Micron Technology",
      attributes: {},
      verified: true,
      aliases: [],
    };
    await putItem(analyst, { draft: id, kind: "entity", proposal }, store.db);
    const { parts } = await readBlastRadius(analyst, { draft: id }, store.db);
    const lines = part(parts, "pages").lines.filter(({ href }) => href === "/hbm");
    expect(lines.length).toBeGreaterThan(0);
    expect(parts.map((one) => one.kind)).not.toContain("series");
  });

  it("says in words why it cannot be told", async () => {
    const { id } = await openDraft(analyst, { dataset: "neocloud-ratings" }, store.db);
    expect(await readBlastRadius(analyst, { draft: id }, store.db)).toEqual({
      parts: [],
      said: "Nothing would change: all of this stands already.",
    });
    const unsourced = places([lead(12, "2026-04-01")]).map((one) => ({
      ...one,
      content: content(12, { source: null }),
    }));
    const draft = await draftOf(TOY, unsourced);
    expect((await readBlastRadius(analyst, { draft }, store.db)).said).toMatch(/Name the source of every value first/);
  });

  it("only counts a set that is too large to be rehearsed", async () => {
    const months = Array.from({ length: 1300 }, (_, at) => new Date(Date.UTC(1900, at, 1)).toISOString().slice(0, 10));
    const many = ["sprocket", "flux-gate"].flatMap((one) =>
      ["north", "south"].flatMap((region) => months.map((month) => lead(7, month, one, region))),
    );
    const draft = await draftOf(TOY, places(many));
    const { parts, said } = await readBlastRadius(analyst, { draft }, store.db);
    expect(parts).toEqual([]);
    expect(said).toContain(`Above ${MOST_CELLS.toLocaleString("en-US")} values`);
    expect(said).toMatch(/of 4 series/);
  });

  it("is for analysts of the draft's organisation", async () => {
    const draft = await draftOf(TOY, []);
    await expect(readBlastRadius({ ...analyst, role: "subscriber" }, { draft }, store.db)).rejects.toMatchObject({
      code: "forbidden",
    });
    const late = { ...analyst, entitlements: [{ dataset: "*", delayDays: 30 }] };
    await expect(readBlastRadius(late, { draft }, store.db)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readBlastRadius({ ...analyst, organisationId: 999 }, { draft }, store.db)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
