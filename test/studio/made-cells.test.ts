import { beforeAll, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { forgetDiscarded } from "@/lib/studio/drafts/forget-discarded";
import { keepMine } from "@/lib/studio/drafts/keep-mine";
import { discardDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { readDraft } from "@/lib/studio/drafts/read-draft";
import { undoDraft } from "@/lib/studio/drafts/undo-draft";
import { draftHistory } from "@/lib/studio/history/draft-steps";
import { applied, broughtIn, useImportFolder } from "../setup/import";
import { toyDataset, useStore } from "../setup/store";
import { colleague, publishToy } from "../setup/studio";

const house = useStore();
const { store } = useImportFolder();
let ada: Viewer;

beforeAll(async () => {
  toyDataset();
  ada = await colleague(house.db, "Ada One");
  await publishToy(house.db, 1, 10);
});

/** Brings two values into a draft of its own. Returns its number. */
async function imported(): Promise<number> {
  const tools = { db: house.db, store };
  const bytes = "Part,Region,Date,Lead time\nSprocket,North,2026-01,11\nSprocket,South,2026-01,12\n";
  const file = { dataset: "toy-lead-times", name: "two.csv", bytes };
  const ref = await broughtIn(ada, tools, file, { status: "A", source: "toy-survey", reason: "correction" });
  return (await applied(ada, tools, ref)).find("applied")?.outcome.draft ?? 0;
}

const stored = async (draft: number) => {
  const rows = await house.db.sql<{ after: { value: number; base_value: number | null } }[]>`
    select c.after from draft_step_cell c join draft_step s on s.id = c.step_id where s.draft_id = ${draft} order by c.series`;
  return rows.map(({ after }) => [after.value, after.base_value]);
};

describe("cells that an import made", () => {
  it("are their own step, and are written down as they were made when they change", async () => {
    const draft = await imported();
    expect((await draftHistory(ada, { draft }, house.db)).steps).toMatchObject([{ kind: "import", cells: 2 }]);
    expect(await stored(draft)).toEqual([]);
    await publishToy(house.db, 1, 10.5);
    await keepMine(ada, { draft }, house.db);
    expect(await stored(draft)).toEqual([[11, 10]]);
    expect((await draftHistory(ada, { draft }, house.db)).steps).toMatchObject([{ kind: "import", cells: 2 }]);
    await undoDraft(ada, { draft }, house.db);
    expect(await stored(draft)).toEqual([
      [11, 10],
      [12, null],
    ]);
    expect(await readDraft(ada, draft, house.db)).toMatchObject({ cells: 0, canUndo: false, canRedo: true });
    await discardDraft(ada, { draft }, house.db);
  });

  it("leave nothing behind once their draft is forgotten", async () => {
    const draft = await imported();
    await discardDraft(ada, { draft }, house.db);
    const owner = connect(house.ownerUrl, { role: null, max: 1 });
    await owner.sql`alter table draft disable trigger draft_settled`;
    await owner.sql`update draft set discarded_at = now() - interval '31 days' where id = ${draft}`;
    await owner.sql`alter table draft enable trigger draft_settled`;
    await owner.close();
    expect(await forgetDiscarded(house.db)).toBe(1);
    expect(await stored(draft)).toEqual([]);
    expect(await readDraft(ada, draft, house.db)).toMatchObject({ cells: 0 });
  });
});

describe("a cell", () => {
  it("of no draft, by nobody or of no step is refused by the database", async () => {
    const { id } = await openDraft(ada, { dataset: "toy-lead-times" }, house.db);
    const { sql } = house.db;
    const insert = (draft: number, person: string) => sql`
      insert into draft_cell (draft_id, series, period, measure, dims, status, version, edited_by)
      values (${draft}, 'S', '2026-01-01', 'm', '{}', 'A', 1, ${person})`;
    await expect(insert(987_654, ada.personId)).rejects.toMatchObject({ code: "23503" });
    await expect(insert(id, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({ code: "23503" });
    await expect(
      sql`insert into draft_step_cell (step_id, series, period) values (987654, 'S', '2026-01-01')`,
    ).rejects.toMatchObject({ code: "23503" });
    await insert(id, ada.personId);
    await sql`delete from draft_cell where draft_id = ${id}`;
  });
});
