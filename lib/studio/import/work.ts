import { z } from "zod";
import type { Database, Queryable } from "@/db/client";
import { demandAnalyst } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { AppError } from "@/lib/kernel/error";
import { Slug } from "@/lib/kernel/slug";
import { database } from "@/lib/store/database";
import type { UploadFormat } from "./file/sniff-file";
import { FixChanges, Fixes } from "./fixes";
import { Mapping, Reading } from "./mapping/mapping";
import { Tally } from "./rows/faults";

export const ImportRef = z.strictObject({ dataset: Slug, upload: z.number().int().positive() });
export type ImportRef = z.infer<typeof ImportRef>;

/** What an import came to: the draft that it went into, and its counts. */
export const Outcome = z.object({ draft: z.number().int(), tally: Tally, at: z.string() });
export type Outcome = z.infer<typeof Outcome>;

/** A file that somebody is bringing in, and how far they have come with it. */
export type ImportWork = {
  upload: { id: number; dataset: string; name: string; format: UploadFormat; bytes: number; hash: string; at: string };
  reading: Reading | null;
  mapping: Mapping | null;
  fixes: Fixes;
  outcome: Outcome | null;
};

const MOST_FIXES = 5000;

type Row = ImportWork["upload"] & { reading: unknown; mapping: unknown; fixes: unknown; outcome: unknown };

/**
 * A file of the viewer's own and how far it has come. What was saved in a shape that no longer holds counts as not
 * said. Throws forbidden, and not_found for anybody else's file.
 */
export async function readImport(viewer: Viewer, given: ImportRef, db: Database = database()): Promise<ImportWork> {
  const { dataset, upload: id } = ImportRef.parse(given);
  demandAnalyst(viewer, dataset);
  const [found] = await db.sql<Row[]>`
    select upload.id::int, upload.dataset, upload.name, upload.format, upload.bytes::float8 as bytes, upload.hash,
      to_char(upload.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, work.reading, work.mapping, work.fixes, work.outcome
    from upload left join import_work work on work.upload_id = upload.id
    where upload.id = ${id} and upload.dataset = ${dataset} and upload.person_id = ${viewer.personId}`;
  if (!found) throw new AppError("not_found", `You have brought in no file ${id} for this dataset. Send it again.`);
  const { reading, mapping, fixes, outcome, ...upload } = found;
  return {
    upload,
    reading: Reading.safeParse(reading).data ?? null,
    mapping: Mapping.safeParse(mapping).data ?? null,
    fixes: Fixes.safeParse(fixes).data ?? {},
    outcome: Outcome.safeParse(outcome).data ?? null,
  };
}

const json = (value: unknown): string => JSON.stringify(value);

/**
 * Keeps how the file is read. Another way of reading makes columns and repairs, and what was said of hidden rows,
 * meaningless: they are forgotten.
 */
export async function saveReading(viewer: Viewer, given: ImportRef & { reading: Reading }, db: Database = database()) {
  const { reading, ...ref } = given;
  await readImport(viewer, ref, db);
  const wanted = json(Reading.parse(reading));
  const said = ["hidden", "zeros"];
  const same = db.sql`(work.reading - ${said}::text[]) = (excluded.reading - ${said}::text[])`;
  await db.sql`
    insert into import_work as work (upload_id, reading) values (${ref.upload}, ${wanted}::text::jsonb)
    on conflict (upload_id) do update set saved_at = now(),
      reading = case when ${same} then work.reading || excluded.reading else excluded.reading end,
      mapping = case when ${same} then work.mapping end,
      fixes = case when ${same} then work.fixes else '{}'::jsonb end`;
}

/** Keeps what the file's columns mean. */
export async function saveMapping(viewer: Viewer, given: ImportRef & { mapping: unknown }, db: Database = database()) {
  const { mapping, ...ref } = given;
  await readImport(viewer, ref, db);
  const wanted = json(Mapping.parse(mapping));
  await db.sql`
    insert into import_work (upload_id, mapping) values (${ref.upload}, ${wanted}::text::jsonb)
    on conflict (upload_id) do update set mapping = excluded.mapping, saved_at = now()`;
}

/** What an analyst answers to a question that a check has asked: about the sheet, and about its columns. */
const SheetAnswers = z.object({
  hidden: Reading.shape.hidden,
  zeros: Reading.shape.zeros,
  encoding: Reading.shape.encoding,
});
const ColumnAnswers = z.object({
  decimal: Mapping.shape.decimal.unwrap().optional(),
  dates: Mapping.shape.dates.unwrap().optional(),
  scale: z.enum(["heading", "plain"]).optional(),
  percent: z.enum(["fractions", "percent"]).optional(),
  unit: z.enum(["take", "ignore"]).optional(),
});
export const Answers = z.strictObject({ ...SheetAnswers.shape, ...ColumnAnswers.shape });

/** Keeps answers in reading and mapping; neither makes anything that was chosen before meaningless. */
export async function saveAnswers(viewer: Viewer, given: ImportRef & { answers: unknown }, db: Database = database()) {
  const { answers, ...ref } = given;
  const wanted = Answers.parse(answers);
  const { reading, mapping } = await readImport(viewer, ref, db);
  const [ofSheet, ofColumns] = [SheetAnswers.parse(wanted), ColumnAnswers.parse(wanted)];
  if (reading && Object.keys(ofSheet).length > 0)
    await db.sql`
      update import_work set reading = ${json({ ...reading, ...ofSheet })}::text::jsonb, saved_at = now()
      where upload_id = ${ref.upload}`;
  const { scale, unit, ...others } = ofColumns;
  const said = { ...(scale ? { headed: scale } : {}), ...(unit ? { units: unit } : {}), ...others };
  if (mapping && Object.keys(said).length > 0)
    await saveMapping(viewer, { ...ref, mapping: { ...mapping, ...said } }, db);
}

/** A file that was brought in before. */
export type PastUpload = { id: number; name: string; bytes: number; at: string; draft: number | null };

/** The files that the viewer brought in for a dataset last. Throws forbidden. */
export async function listUploads(
  viewer: Viewer,
  { dataset }: { dataset: string },
  db: Database = database(),
): Promise<PastUpload[]> {
  demandAnalyst(viewer, dataset);
  return db.sql<PastUpload[]>`
    select upload.id::int, upload.name, upload.bytes::float8 as bytes,
      to_char(upload.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, (work.outcome->>'draft')::int as draft
    from upload left join import_work work on work.upload_id = upload.id
    where upload.dataset = ${dataset} and upload.person_id = ${viewer.personId}
    order by upload.id desc limit 8`;
}

/** Keeps repairs beside those made before, and takes back those that are null; two tabs do not undo each other. */
export async function saveFixes(viewer: Viewer, given: ImportRef & { fixes: unknown }, db: Database = database()) {
  const { fixes, ...ref } = given;
  const { fixes: before } = await readImport(viewer, ref, db);
  const changes = Object.entries(FixChanges.parse(fixes));
  const wanted = Object.fromEntries(changes.filter(([, text]) => text !== null));
  const dropped = changes.flatMap(([key, text]) => (text === null ? [key] : []));
  if (Object.keys({ ...before, ...wanted }).length > MOST_FIXES)
    throw new AppError(
      "invalid",
      `More than ${MOST_FIXES.toLocaleString("en-US")} cells are corrected in place. Correct the file itself, and send it again.`,
    );
  await db.sql`
    insert into import_work as work (upload_id, fixes) values (${ref.upload}, ${json(wanted)}::text::jsonb)
    on conflict (upload_id) do update
      set fixes = (work.fixes - ${dropped}::text[]) || excluded.fixes, saved_at = now()`;
}

/** Notes what an import came to, in the transaction that brings it about. */
export async function noteOutcome(sql: Queryable, upload: number, outcome: Outcome): Promise<void> {
  await sql`
    insert into import_work (upload_id, outcome) values (${upload}, ${json(outcome)}::text::jsonb)
    on conflict (upload_id) do update set outcome = excluded.outcome, saved_at = now()`;
}
