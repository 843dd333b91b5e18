import { monitorEventLoopDelay } from "node:perf_hooks";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { strToU8, zipSync } from "fflate";
import { connect, type Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { applyImport } from "@/lib/studio/import/apply-import";
import { receiveUpload } from "@/lib/studio/import/file/receive-upload";
import type { ImportEvent } from "@/lib/studio/import/import-events";
import { saveMapping, saveReading } from "@/lib/studio/import/work";
import { analyst } from "./analyst";

const DATASET = "bench-observations";
const ROWS = 100_000;
const DAYS = 1000;
const COLUMNS = ["line", "period", "value", "status", "source"] as const;

type Row = readonly [line: string, period: string, value: string, status: string, source: string];

/** A hundred lines of a thousand days. */
function* rowsOf(prefix: string): Generator<Row> {
  for (let n = 0; n < ROWS; n += 1) {
    const period = new Date(Date.UTC(2000, 0, 1 + (n % DAYS))).toISOString().slice(0, 10);
    yield [`${prefix}-${Math.floor(n / DAYS)}`, period, String(((n * 7919) % 100_000) / 100), "A", "bench-import"];
  }
}

const csvOf = (prefix: string): string =>
  `${COLUMNS.join(",")}\n${[...rowsOf(prefix)].map((row) => `${row.join(",")}\n`).join("")}`;

function workbookOf(prefix: string): Uint8Array {
  const text = (words: string, at: string) => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const cell = (words: string, column: number, row: number) => {
    const at = `${"ABCDE"[column]}${row}`;
    return column === 2 && row > 1 ? `<c r="${at}"><v>${words}</v></c>` : text(words, at);
  };
  const lines = [COLUMNS, ...rowsOf(prefix)].map(
    (row, n) => `<row r="${n + 1}">${row.map((words, column) => cell(words, column, n + 1)).join("")}</row>`,
  );
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return zipSync({
    "xl/workbook.xml": strToU8('<workbook><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<Relationships><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet><sheetData>${lines.join("")}</sheetData></worksheet>`),
  });
}

type Measured = { seconds: number; cpu: number; megabytes: number; longestMs: number };

/** How long it takes, how much memory at most, and how long the process answered nobody else. */
async function measured(work: () => Promise<void>): Promise<Measured> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const used = process.cpuUsage();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(used);
  delay.disable();
  clearInterval(timer);
  return {
    seconds,
    cpu: (user + system) / 1e6,
    megabytes: Math.round((most - before) / 2 ** 20),
    longestMs: Math.round(delay.max / 1e6),
  };
}

const rate = (seconds: number): string => `${Math.round(ROWS / seconds).toLocaleString("en-US")} rows/s`;
const told = ({ seconds, cpu, megabytes, longestMs }: Measured): string =>
  `${rate(seconds)}, ${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of this process's own), ${megabytes} MB at most on top, the process held up for ${longestMs} ms at most`;

/**
 * The limit: the same rows by COPY into a bare stage, and from there into a bare table with a primary key, without any
 * check, history or constraint.
 */
async function staged(ownerUrl: string): Promise<number> {
  const owner = connect(ownerUrl, { role: null, max: 1 });
  const { sql } = owner;
  try {
    await sql`drop table if exists bench_bare, bench_stage`;
    await sql`create table bench_bare (
      draft_id bigint, line text, period date, value float8, status text, source text, primary key (draft_id, line, period))`;
    const body = csvOf("bare");
    const started = performance.now();
    await sql`create temporary table bench_stage (line text, period date, value float8, status text, source text)`;
    const into = await sql`copy bench_stage from stdin (format csv, header true)`.writable();
    await pipeline(Readable.from([body]), into);
    await sql`insert into bench_bare select 1, line, period, value, status, source from bench_stage`;
    return (performance.now() - started) / 1000;
  } finally {
    await owner.close();
  }
}

type Tools = { db: Database; store: ReturnType<typeof folderStore> };

/** From a file that has been received to its values in the draft. */
async function imported(viewer: Viewer, { db, store }: Tools, name: string, bytes: Uint8Array): Promise<Measured> {
  const { id } = await receiveUpload(
    viewer,
    { dataset: DATASET, name },
    Readable.from([Buffer.from(bytes)]),
    db,
    store,
  );
  const ref = { dataset: DATASET, upload: id };
  await saveReading(viewer, { ...ref, reading: { header: 1 } }, db);
  await saveMapping(viewer, { ...ref, mapping: { columns: ["dimension:line", ...COLUMNS.slice(1)] } }, db);
  let good = 0;
  const say = (event: ImportEvent) => {
    if (event.kind === "applied") good = event.outcome.tally.good;
  };
  const found = await measured(() => applyImport(viewer, ref, say, { db, store }));
  if (good !== ROWS) throw new Error(`${good} of ${ROWS} rows went into the draft`);
  return found;
}

/**
 * Measures an import of 100,000 rows, checked and with its history, against the same rows staged and inserted bare at the
 * same time.
 */
export async function benchImport(
  addresses: { DATABASE_URL: string; DATABASE_OWNER_URL: string },
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const db = connect(addresses.DATABASE_URL, { max: 4 });
  try {
    await publishChangeSet(db, {
      author: { kind: "person", name: "Bench" },
      reason: "Constructed for measurements",
      sources: [
        { key: "bench-import", title: "Constructed for measurements", publisher: "Bench", kind: "constructed" },
      ],
    });
    const viewer = await analyst(db, 90);
    const tools = { db, store: folderStore(path.join(folder, "uploads")) };
    for (const [name, bytes] of [
      ["rows.csv", strToU8(csvOf("csv"))],
      ["rows.xlsx", workbookOf("xlsx")],
    ] as const) {
      const before = await staged(addresses.DATABASE_OWNER_URL);
      const found = await imported(viewer, tools, name, bytes);
      const limit = (before + (await staged(addresses.DATABASE_OWNER_URL))) / 2;
      say(`import: ${ROWS} rows staged and inserted bare: ${rate(limit)}`);
      say(`import: ${name} into a draft: ${told(found)}; ${(found.seconds / limit).toFixed(1)} times the bare`);
    }
  } finally {
    await db.close();
  }
}
