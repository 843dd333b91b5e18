import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll } from "vitest";
import type { Database } from "@/db/client";
import type { Viewer } from "@/lib/access/viewer";
import { folderStore } from "@/lib/ingest/payload/folder-store";
import { applyImport } from "@/lib/studio/import/apply-import";
import { checkImport } from "@/lib/studio/import/check-import";
import { receiveUpload } from "@/lib/studio/import/file/receive-upload";
import type { ImportEvent } from "@/lib/studio/import/import-events";
import { lookAtColumns, lookAtTable } from "@/lib/studio/import/look-at-table";
import type { Mapping } from "@/lib/studio/import/mapping/mapping";
import { type ImportRef, saveMapping, saveReading } from "@/lib/studio/import/work";

/** A payload store of a test file's own, and where it lies. */
export function useImportFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "halfpitch-import-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, store: folderStore(folder) };
}

export type ImportTools = { db: Database; store: ReturnType<typeof folderStore> };

/** Brings a file as far as the check: received, read as guessed, its columns as guessed but for `change`. */
export async function broughtIn(
  viewer: Viewer,
  { db, store }: ImportTools,
  file: { dataset: string; name: string; bytes: Uint8Array | string },
  change: Partial<Mapping> = {},
): Promise<ImportRef & { mapping: Mapping; headers: string[] }> {
  const { dataset, name, bytes } = file;
  const body = Readable.from([Buffer.from(bytes)]);
  const { id } = await receiveUpload(viewer, { dataset, name }, body, db, store);
  const ref = { dataset, upload: id };
  const { reading } = await lookAtTable(viewer, ref, {}, { db, store });
  const { header, sheet, encoding, delimiter } = reading;
  const chosen = {
    header,
    sheet: sheet ?? undefined,
    encoding: encoding ?? undefined,
    delimiter: delimiter ?? undefined,
  };
  await saveReading(viewer, { ...ref, reading: chosen }, db);
  const { mapping: guessed, headers } = await lookAtColumns(viewer, ref, { db, store });
  const mapping = { ...guessed, ...change };
  await saveMapping(viewer, { ...ref, mapping }, db);
  return { ...ref, mapping, headers };
}

type Kind<K extends ImportEvent["kind"]> = Extract<ImportEvent, { kind: K }>;

async function lastOf(work: (say: (event: ImportEvent) => void) => Promise<void>) {
  const events: ImportEvent[] = [];
  await work((event) => events.push(event));
  const find = <K extends ImportEvent["kind"]>(kind: K) =>
    events.find((event): event is Kind<K> => event.kind === kind);
  return { events, find };
}

const refOf = ({ dataset, upload }: ImportRef): ImportRef => ({ dataset, upload });

/** Checks a file and gives what was told. */
export const checked = (viewer: Viewer, tools: ImportTools, ref: ImportRef) =>
  lastOf((say) => checkImport(viewer, refOf(ref), say, tools));

/** Puts a file into the draft and gives what was told. */
export const applied = (viewer: Viewer, tools: ImportTools, ref: ImportRef) =>
  lastOf((say) => applyImport(viewer, refOf(ref), say, tools));
