import type { Queryable } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { listDrafts } from "@/lib/studio/drafts/read-draft";
import type { Mapping } from "./mapping/mapping";
import { KeptRows } from "./kept-rows";
import { dataBlocks, firstRows, headersOf, type OpenImport } from "./open-import";
import { earlyStatus, relayedStatus, skipping } from "./fixes";
import { causeWords } from "./report/fault-groups";
import { NotTakenList } from "./report/not-taken";
import { askedOf, type AskedQuestion, askEncoding } from "./report/questions";
import { planOf, planProblems } from "./rows/plan";
import { Profile } from "./rows/profile";
import { type Judged, validateRows } from "./rows/validate-rows";
import { readVocabulary } from "./rows/vocabulary";
import { readVoices } from "./rows/voices";
import { type SheetRow, textOfCell } from "./sheet/sheet-row";
import { Sieve, visibleMapping } from "./sift-rows";
import { UnreadColumns } from "./unread-columns";

/** What is told while a file is gone through. */
export type Hooks = {
  signal?: AbortSignal | undefined;
  onRows?: (rows: number) => void;
};

/** What a file came to so far: sound values and faults of some rows, counted from the beginning. */
export type Found = Judged & { skipped: number };

/**
 * A file ready to be judged, or what has to be asked first. `rows` counts all of its data rows; `notTaken` is complete
 * once all of them were judged.
 */
export type Judgeable = { question: AskedQuestion } | Ready;
export type Ready = {
  headers: string[];
  mapping: Mapping;
  rows: number;
  notTaken: NotTakenList;
  /** The viewer's draft as it stood when it was asked for; null where there was none. */
  draft: number | null;
  /** Judges the rows, once. `sql` is where it asks what is shown. */
  judge: (sql: Queryable) => AsyncGenerator<Found>;
};

const HEADERS_WITHIN = 60;
const TOLD_EVERY = 5000;
const BEYOND_ASCII = /[^\p{ASCII}]/u;

/** The viewer's open draft of the dataset, where there is one. */
export async function standingDraft(
  viewer: Viewer,
  { db, dataset }: Pick<OpenImport, "db" | "dataset">,
): Promise<number | null> {
  const drafts = await listDrafts(viewer, { dataset: dataset.slug, states: ["draft"], mine: true }, db);
  return drafts.filter((one) => one.revertsId === null).toSorted((a, b) => b.id - a.id)[0]?.id ?? null;
}

/** What stands above the names of the columns. */
function noteAbove(rows: readonly SheetRow[], header: number, notTaken: NotTakenList): void {
  for (const { line, cells } of rows) {
    const texts = cells.map(textOfCell).filter((text) => text.trim() !== "");
    if (line < header) notTaken.row(line, "above the names of the columns", texts.slice(0, 3).join(" · "));
  }
}

async function looked(
  blocks: AsyncIterable<SheetRow[]>,
  see: (row: SheetRow) => boolean,
  { signal, onRows }: Hooks,
): Promise<void> {
  let seen = 0;
  for await (const rows of blocks) {
    signal?.throwIfAborted();
    for (const row of rows) if (see(row) && ++seen % TOLD_EVERY === 0) onRows?.(seen);
  }
}

/** The rows of a file on their way to where they are looked at, kept as they pass. */
async function* keeping(blocks: AsyncIterable<SheetRow[]>, kept: KeptRows): AsyncGenerator<SheetRow[]> {
  for await (const rows of blocks) {
    kept.keep(rows);
    yield rows;
  }
}

/** What was changed or doubtful on the way, and is taken all the same. */
function noteReading({ table }: OpenImport, notTaken: NotTakenList): void {
  const { unseen, results } = table.seen;
  if (unseen > 0)
    notTaken.said("signs", "The file", unseen, "signs that nobody sees, such as blanks without width, were taken off");
  if (table.calculation === "never" && results > 0)
    notTaken.said(
      "cells",
      "Formulas",
      results,
      "their stored results, as you said; the file asks to be calculated when it is opened",
    );
}

/** Judges row by row; what was refused whole and what somebody leaves out comes along. */
async function* told(
  open: OpenImport,
  sieve: Sieve,
  notTaken: NotTakenList,
  judged: AsyncGenerator<Judged>,
): AsyncGenerator<Found> {
  const skips = skipping(open.work.fixes);
  for await (const found of judged) {
    const all = [...sieve.refused(), ...found.faults].toSorted((a, b) => a.line - b.line);
    const faults = all.filter((fault) => !skips(fault));
    for (const fault of all)
      if (skips(fault)) notTaken.cell(fault.header || "Rows", `left out by you: ${causeWords(fault)}`, fault.value);
    for (const line of found.repeated)
      notTaken.row(line, "says once more what an earlier line has said of the same series and period", "");
    yield { ...found, rows: sieve.rows, faults, skipped: all.length - faults.length };
  }
  noteReading(open, notTaken);
}

/**
 * Looks through the whole of a file once, for what its columns show of decimals and days and for what is hidden in
 * it, and makes it ready to be judged row by row against the viewer's draft. Throws AppError invalid while columns
 * are missing.
 */
export async function judgeImport(viewer: Viewer, open: OpenImport, hooks: Hooks = {}): Promise<Judgeable> {
  const { db, dataset, table, work } = open;
  const { reading, mapping: said } = work;
  if (!reading || !said) throw new AppError("invalid", "Say first which row names the columns and what they are.");
  const first = await firstRows(table, Math.max(HEADERS_WITHIN, reading.header + 1));
  const headers = headersOf(table, first, reading.header);
  const [problem] = planProblems(dataset, said, headers);
  if (problem) throw new AppError("invalid", problem);
  const sifting = { table, headers, reading, mapping: said };
  const mapping = visibleMapping({ ...sifting, notTaken: new NotTakenList() });
  const profile = new Profile(planOf(dataset, mapping, headers, null));
  const notTaken = new NotTakenList();
  const columns = new UnreadColumns(mapping, headers.length, { notTaken, hidden: new Set(table.seen.hiddenColumns) });
  const seeing = new Sieve({ ...sifting, notTaken: new NotTakenList() });
  const taken = mapping.columns.flatMap((role, at) => (role === "ignore" ? [] : [at]));
  let wordsTaken = taken.some((at) => BEYOND_ASCII.test(headers[at] ?? ""));
  const see = (row: SheetRow): boolean => {
    if (!seeing.keeps(row)) return false;
    wordsTaken ||= table.encodings.length > 0 && taken.some((at) => BEYOND_ASCII.test(textOfCell(row.cells[at])));
    profile.see(row);
    columns.see(row);
    return true;
  };
  const kept = new KeptRows();
  await looked(keeping(dataBlocks(open, reading.zeros), kept), see, hooks);
  if (table.encodings.length > 0 && wordsTaken) return { question: askEncoding(table.encodings, table.encoding) };
  const question = seeing.question();
  if (question) return { question };
  const asked = profile.question();
  if (asked) return { question: askedOf(asked) };
  notTaken.sheets(table.sheets, table.sheet);
  noteAbove(first, reading.header, notTaken);
  columns.told(headers, reading.hidden === "leave");
  const zeros = seeing.zerosOpen || seeing.staleOpen ? reading.zeros : "take";
  const draft = await standingDraft(viewer, open);
  const vocabulary = await readVocabulary(db.sql, viewer, dataset, draft);
  const plan = planOf(dataset, mapping, headers, profile.order);
  const decimalOf = (column: number) => profile.decimalOf(column);
  const reader = { plan, ...vocabulary, order: profile.order, decimalOf };
  const today = now().toISOString().slice(0, 10);
  const { fixes } = work;
  const voices = await readVoices(db.sql, { dataset, draft, publishers: vocabulary.publishers, fixes });
  const judging = {
    reader,
    vocabulary,
    draft,
    today,
    early: earlyStatus(fixes),
    relayed: relayedStatus(fixes),
    voices,
  };
  const sieve = new Sieve({ ...sifting, notTaken });
  // What was said of zeros where nothing is open of them would make other cells than those that were looked at.
  const rows = () => (zeros === "refuse" || reading.zeros !== "refuse" ? kept.take() : null) ?? dataBlocks(open, zeros);
  const keeps = (row: SheetRow) => sieve.keeps(row);
  const judge = (sql: Queryable) =>
    told(open, sieve, notTaken, validateRows(rows(), keeps, { ...judging, sql }, hooks.signal));
  return { headers, mapping, rows: seeing.rows, draft, notTaken, judge };
}
