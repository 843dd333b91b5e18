import { mkdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { takeBackup } from "@/lib/backup/take-backup";
import { defineConnector } from "@/lib/ingest/connector";
import { usualLimits } from "@/lib/ingest/fetch/limits";
import { openWire } from "@/lib/ingest/fetch/wire";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import { silentLog } from "@/lib/ingest/run/log";
import { runConnector } from "@/lib/ingest/run/run-connector";
import { editDraft } from "@/lib/studio/drafts/edit-draft";
import { approveDraft, submitDraft } from "@/lib/studio/drafts/move-draft";
import { openDraft } from "@/lib/studio/drafts/open-draft";
import { publishDraft } from "@/lib/studio/drafts/publish-draft";
import { applyImport } from "@/lib/studio/import/apply-import";
import { receiveUpload } from "@/lib/studio/import/file/receive-upload";
import { saveMapping, saveReading } from "@/lib/studio/import/work";
import { cellsOf, contentOf, DATASET, type Lane, MEASURE, type Order, reasonOf, SOURCE } from "./order";

export type Bench = { db: Database; order: Order; author: Viewer; second: Viewer };
type Fill = (draft: number) => Promise<void>;

/** Takes a task from where the one before was killed: its draft may be there in any state, or be published already. */
async function throughDraft({ db, order, author, second }: Bench, task: number, fill: Fill): Promise<void> {
  const reason = reasonOf(order.lane, task);
  if ((await db.sql`select 1 from change_set where reason = ${reason}`).length > 0) return;
  const [found] = await db.sql<{ id: number; state: string }[]>`
    select id::int, state from draft where author_id = ${author.personId} and state in ('in review', 'approved')`;
  const draft = found?.id ?? (await openDraft(author, { dataset: DATASET }, db)).id;
  if (!found) {
    await fill(draft);
    await submitDraft(author, { draft, reason }, db);
  }
  if (found?.state !== "approved") await approveDraft(second, { draft }, db);
  await publishDraft(author, { draft }, db);
}

async function publishTask(bench: Bench, task: number): Promise<void> {
  const { db, order, author } = bench;
  const edits = cellsOf("publish", task, order.day).map(({ line, period, value }) => ({
    place: { measure: MEASURE, dims: { line }, period },
    content: contentOf(value),
  }));
  await throughDraft(bench, task, async (draft) => void (await editDraft(author, { draft, edits }, db)));
}

async function importTask(bench: Bench, task: number): Promise<void> {
  const { db, order, author } = bench;
  const rows = cellsOf("import", task, order.day).map(
    ({ line, period, value }) => `${line},${period},${value},A,${SOURCE}\n`,
  );
  const store = folderStore(path.join(order.folder, "uploads"));
  await throughDraft(bench, task, async (draft) => {
    // An import goes into a draft whole or not at all: what an earlier try brought there is all of it.
    if ((await db.sql`select 1 from draft_cell where draft_id = ${draft} limit 1`).length > 0) return;
    const file = Readable.from([Buffer.from(`line,period,value,status,source\n${rows.join("")}`)]);
    const { id } = await receiveUpload(author, { dataset: DATASET, name: `task-${task}.csv` }, file, db, store);
    const ref = { dataset: DATASET, upload: id };
    const columns = ["dimension:line", "period", "value", "status", "source"];
    await saveReading(author, { ...ref, reading: { header: 1 } }, db);
    await saveMapping(author, { ...ref, mapping: { columns } }, db);
    await applyImport(author, ref, () => undefined, { db, store });
  });
}

/** A source that says one number, which is meant for all cells of its lane. */
function feedOf(order: Order, task: number) {
  return defineConnector({
    slug: "kill-feed",
    title: "Constructed feed",
    datasets: [DATASET],
    cadence: { cron: "0 0 1 1 *", timeZone: "UTC" },
    freshWithinHours: 24,
    licence: "Constructed.",
    attribution: "Constructed",
    publishes: "itself",
    role: "primary",
    hosts: { "feed.example": { quota: "feed.example", perSecond: 1000, robots: false } },
    robots: false,
    publisher: { slug: "constructed", name: "Constructed" },
    source: { key: SOURCE, title: "Constructed", publisher: "Constructed", kind: "constructed" },
    fetch: async (ask) =>
      void (await ask({ name: "number", url: `https://feed.example/number/${task}`, expects: "json" })),
    read: async function* (payloads) {
      for await (const payload of payloads) {
        const said = Number(await payload.json());
        for (const { line, period, value } of cellsOf("refresh", said, order.day))
          yield {
            observation: {
              dataset: DATASET,
              measure: MEASURE,
              dims: { line },
              period,
              value,
              status: "A",
              source: SOURCE,
            },
          };
      }
    },
  });
}

async function refreshTask({ db, order }: Bench, task: number): Promise<void> {
  const scratch = path.join(order.folder, "payloads", "incoming");
  mkdirSync(scratch, { recursive: true });
  const limits = { ...usualLimits, pace: 1000 };
  const wire = openWire(limits, order.sourcesAt);
  const store = folderStore(path.join(order.folder, "payloads"));
  const tools = { db, sql: db.sql, wire, store, scratch, limits, userAgent: "bench", key: "", log: silentLog };
  const { ending } = await runConnector(tools, feedOf(order, task), { trigger: "command", startedBy: "bench" });
  await wire.close();
  if (ending.error) throw new Error(ending.error);
}

async function backupTask({ order }: Bench): Promise<void> {
  const store = folderStore(path.join(order.folder, "payloads"));
  const to = path.join(order.folder, "backups");
  await takeBackup({ ownerUrl: order.ownerUrl, store, to, key: null, secrets: {}, keep: 2, log: () => undefined });
}

/** Does one task of a lane to its end, whatever an earlier try has left. */
export const TASKS: Record<Lane, (bench: Bench, task: number) => Promise<void>> = {
  publish: publishTask,
  import: importTask,
  refresh: refreshTask,
  backup: backupTask,
};
