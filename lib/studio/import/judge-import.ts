import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { listDrafts } from "@/lib/studio/drafts/read-draft";
import type { Mapping } from "./mapping/mapping";
import { dataRows, firstRows, headersOf, type OpenImport } from "./open-import";
import { planOf, planProblems } from "./rows/plan";
import { Profile, type Question } from "./rows/profile";
import { type Judged, validateRows } from "./rows/validate-rows";
import { readVocabulary } from "./rows/vocabulary";

/** What is told while a file is gone through. */
export type Hooks = {
  signal?: AbortSignal | undefined;
  onRows?: (rows: number) => void;
};

/** A file ready to be judged, or what has to be asked first. `rows` counts all of its data rows. */
export type Judgeable =
  | { question: Question }
  | { headers: string[]; mapping: Mapping; rows: number; judge: () => AsyncGenerator<Judged> };

const HEADERS_WITHIN = 60;
const TOLD_EVERY = 5000;

/** The viewer's open draft of the dataset, where there is one. */
export async function standingDraft(
  viewer: Viewer,
  { db, dataset }: Pick<OpenImport, "db" | "dataset">,
): Promise<number | null> {
  const drafts = await listDrafts(viewer, { dataset: dataset.slug, states: ["draft"], mine: true }, db);
  return drafts.filter((one) => one.revertsId === null).toSorted((a, b) => b.id - a.id)[0]?.id ?? null;
}

async function profiled(open: OpenImport, profile: Profile, { signal, onRows }: Hooks): Promise<void> {
  const { table, work } = open;
  for await (const row of dataRows(table, work.reading?.header ?? 0, work.fixes)) {
    signal?.throwIfAborted();
    profile.see(row);
    if (profile.rows % TOLD_EVERY === 0) onRows?.(profile.rows);
  }
}

/**
 * Looks through the whole of a file once, for what its columns show of decimals and days, and makes it ready to be
 * judged row by row against the viewer's draft. Throws AppError invalid while columns are missing.
 */
export async function judgeImport(viewer: Viewer, open: OpenImport, hooks: Hooks = {}): Promise<Judgeable> {
  const { db, dataset, table, work } = open;
  const { reading, mapping } = work;
  if (!reading || !mapping) throw new AppError("invalid", "Say first which row names the columns and what they are.");
  const headers = headersOf(await firstRows(table, Math.max(HEADERS_WITHIN, reading.header + 1)), reading.header);
  const [problem] = planProblems(dataset, mapping, headers);
  if (problem) throw new AppError("invalid", problem);
  const profile = new Profile(planOf(dataset, mapping, headers, null));
  await profiled(open, profile, hooks);
  const question = profile.question();
  if (question) return { question };
  const draft = await standingDraft(viewer, open);
  const vocabulary = await readVocabulary(db.sql, dataset, draft);
  const plan = planOf(dataset, mapping, headers, profile.order);
  const reader = {
    plan,
    ...vocabulary,
    order: profile.order,
    decimalOf: (column: number) => profile.decimalOf(column),
  };
  const judge = () =>
    validateRows(dataRows(table, reading.header, work.fixes), { sql: db.sql, reader, vocabulary, draft }, hooks.signal);
  return { headers, mapping, rows: profile.rows, judge };
}
