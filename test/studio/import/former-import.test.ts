import fc from "fast-check";
import { beforeAll, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { redoDraft, undoDraft } from "@/lib/studio/drafts/undo-draft";
import { readMissing } from "@/lib/studio/grid/read-missing";
import type { Mapping } from "@/lib/studio/import/mapping/mapping";
import { planOf } from "@/lib/studio/import/rows/plan";
import { Profile } from "@/lib/studio/import/rows/profile";
import { readVocabulary } from "@/lib/studio/import/rows/vocabulary";
import { textCell } from "@/lib/studio/import/sheet/clean-text";
import type { SheetRow } from "@/lib/studio/import/sheet/sheet-row";
import { formerImport } from "../../setup/former-import";
import { applied, broughtIn, checked, useImportFolder } from "../../setup/import";
import { toyDataset, useStore } from "../../setup/store";
import { colleague, content, edit, publishToy } from "../../setup/studio";

const house = useStore();
const { store } = useImportFolder();
const DATASET = "toy-lead-times";
const HEADERS = [
  "Part",
  "Region",
  "Date",
  "Lead time",
  "Low",
  "High",
  "Status",
  "Confidence",
  "Source",
  "Note",
  "Reason",
];
const toy = toyDataset();
const tools = () => ({ db: house.db, store });
let short: Viewer;
let long: Viewer;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  short = await colleague(house.db, "Ada Short");
  long = await colleague(house.db, "Ben Long");
  for (const month of [1, 2, 3]) await publishToy(house.db, month, 10 * month);
});

/** Mostly one of the first, now and then one of the others. */
const mostly = (usual: readonly string[], seldom: readonly string[]) =>
  fc.oneof({ weight: 14, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...seldom) });
const anywhere = fc.tuple(
  mostly(["Sprocket", "sprocket", "Flux gate"], ["Sproket", ""]),
  fc.constantFrom("North", "South"),
  mostly(["2026-01", "Feb-26", "2026-03-31", "2026-04", "2026-05"], ["2026-03-15", "2027-05", "soon"]),
  mostly(["10", "20", "12.5", "30.0", "25"], ["500", "-1", "", "7 (6-8)", ">20", "x", "4E"]),
);
/** What stands already, published or proposed: what is said besides the number decides whether it does. */
const standing = fc.constantFrom(
  ["Sprocket", "North", "2026-01", "10"],
  ["Sprocket", "North", "Feb-26", "25"],
  ["Sprocket", "North", "2026-04", "8"],
);
const beside = fc.tuple(
  mostly([""], ["5", "9", "x"]),
  mostly([""], ["11", "6"]),
  mostly(["", "A", "E", "estimate"], ["W", "sure"]),
  mostly(["", "", "high"], ["very"]),
  mostly(["", "toy-survey"], ["nobody"]),
  mostly(["", "", "a note"], ["a\\tb", "\\N", "half\tway", 'a "word"', "é"]),
  mostly(["", "correction"], ["because"]),
);
const row = fc.tuple(fc.oneof(anywhere, standing), beside).map(([where, more]) => [...where, ...more]);
const files = fc.array(fc.oneof({ weight: 3, arbitrary: row }, { weight: 1, arbitrary: fc.constant(null) }), {
  minLength: 1,
  maxLength: 25,
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** What both drafts hold, and what each step did, but for whose they are and when they were made. */
async function heldBy(viewer: Viewer): Promise<unknown> {
  const { id } = await openDraft(viewer, { dataset: DATASET }, house.db);
  const { sql } = house.db;
  const without = ["draft_id", "edited_by", "edited_at", "made_by", "version"];
  const draft = await readDraft(viewer, id, house.db);
  const [counted] = await sql`
    select count(*)::int as cells, count(*) filter (where source is null)::int as source,
      count(*) filter (where reason is null and base_status <> 'W')::int as reason
    from draft_cell where draft_id = ${id}`;
  expect({ cells: draft.cells, ...(await readMissing(house.db, draft)) }).toEqual({ ...counted });
  const cells = await sql`
    select to_jsonb(c) - ${without}::text[] as cell from draft_cell c where draft_id = ${id} order by series, period`;
  const steps = await sql`
    select s.kind, t.series, t.period, t.before - ${without}::text[] as before, t.after - ${without}::text[] as after
    from draft_step s join draft_touch t on t.step_id = s.id where s.draft_id = ${id} order by s.id, t.series, t.period`;
  return JSON.parse(JSON.stringify({ cells, steps, canUndo: draft.canUndo, canRedo: draft.canRedo }));
}

async function afresh(viewer: Viewer): Promise<number> {
  const { id } = await openDraft(viewer, { dataset: DATASET }, house.db);
  await discardDraft(viewer, { draft: id }, house.db);
  const { id: draft } = await openDraft(viewer, { dataset: DATASET }, house.db);
  const held = [
    edit(2, content(25)),
    edit(3, content(null, { reason: "correction" })),
    edit(4, content(8, { status: "E" })),
  ];
  await editDraft(viewer, { draft, edits: held }, house.db);
  return draft;
}

async function importsLong(rows: readonly (readonly string[])[]) {
  const sheet = rows.map((texts, at): SheetRow => ({ line: at + 2, cells: texts.map((text) => textCell(text)) }));
  const { id } = await openDraft(long, { dataset: DATASET }, house.db);
  const vocabulary = await readVocabulary(house.db.sql, long, toy, id);
  const { mapping } = await broughtIn(
    long,
    tools(),
    { dataset: DATASET, name: "l.csv", bytes: HEADERS.join(",") },
    said,
  );
  const profile = new Profile(planOf(toy, mapping, HEADERS, null));
  for (const one of sheet) profile.see(one);
  const plan = planOf(toy, mapping, HEADERS, profile.order);
  const reader = { plan, ...vocabulary, order: profile.order, decimalOf: (at: number) => profile.decimalOf(at) };
  return formerImport(long, house.db, { rows: sheet, reader, today: now().toISOString().slice(0, 10) });
}

const said: Partial<Mapping> = {
  columns: [
    "dimension:part",
    "dimension:region",
    "period",
    "value",
    "low",
    "high",
    "status",
    "confidence",
    "source",
    "note",
    "reason",
  ],
  status: "E",
  source: "toy-survey",
  reason: "new-information",
};

it("comes to the same draft, history, counts and rejects as one that goes value by value", async () => {
  const acts = fc.array(fc.constantFrom("undo", "redo", "edit", "clear"), { maxLength: 6 });
  let written = 0;
  await fc.assert(
    fc.asyncProperty(files, acts, async (found, then) => {
      const rows = found.map((one, at) => one ?? found[Math.max(0, at - 1)] ?? []).filter((one) => one.length > 0);
      const drafts = [await afresh(short), await afresh(long)];
      const bytes = [HEADERS, ...rows].map((texts) => texts.map(quoted).join(",")).join("\n");
      const ref = await broughtIn(short, tools(), { dataset: DATASET, name: "s.csv", bytes }, said);
      const former = await importsLong(rows);
      const check = (await checked(short, tools(), ref)).find("checked");
      expect(check?.faults.map(({ line, header, reason }) => [line, header, reason])).toEqual(former.faults);
      expect([check?.tally.good, check?.tally.unchanged]).toEqual([former.good, former.unchanged]);
      const outcome = former.good > 0 ? (await applied(short, tools(), ref)).find("applied")?.outcome : null;
      if (outcome) written += 1;
      expect(outcome === null ? check?.tally : outcome?.tally).toEqual(check?.tally);
      expect(await heldBy(short)).toEqual(await heldBy(long));
      for (const act of then) {
        for (const [at, viewer] of [short, long].entries()) {
          const draft = drafts[at] ?? 0;
          const edits = [edit(1, act === "clear" ? null : content(33)), edit(4, act === "clear" ? null : content(9))];
          if (act === "undo") await undoDraft(viewer, { draft }, house.db).catch(() => null);
          else if (act === "redo") await redoDraft(viewer, { draft }, house.db).catch(() => null);
          else await editDraft(viewer, { draft, edits }, house.db);
        }
        expect(await heldBy(short)).toEqual(await heldBy(long));
      }
    }),
    { numRuns: 15 },
  );
  expect(written).toBeGreaterThan(5);
});
