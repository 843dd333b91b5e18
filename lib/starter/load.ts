import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Database } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { ProposedAlias } from "@/lib/datasets/proposal";
import { datasets } from "@/lib/datasets/registry";
import { EntityKind } from "@/lib/entities/kinds";
import type { ChangeSetInput, Published } from "@/lib/store/publish/change-set";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { statusFrom } from "@/lib/provenance/relayed-actual";
import { readAllNames } from "@/lib/store/entity-names";
import { readGrades } from "@/lib/store/graded";
import { readCsv, type Reject } from "./read-csv";
import {
  aliasRow,
  entityRow,
  eventRow,
  observationRow,
  type Parsed,
  type Publications,
  relationRow,
  sourceRow,
} from "./rows";

export type LoadedPart = { part: string; rows: number; loaded: number; unchanged: number; skipped: boolean };
export type LoadReport = { parts: LoadedPart[]; rejects: Reject[] };

type Load = { db: Database; root: string; rejects: Reject[] };

const csvFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".csv"))
        .sort()
        .map((name) => path.join(folder, name))
    : [];

const digest = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

async function rowsOf<T>(load: Load, file: string, parse: (cells: Record<string, string>) => Parsed<T>) {
  const values: T[] = [];
  let rows = 0;
  for await (const { line, cells } of readCsv(file)) {
    rows += 1;
    const result = parse(cells);
    if (result.ok) values.push(result.value);
    else
      for (const { field, message } of result.issues)
        load.rejects.push({ file: path.relative(load.root, file), line, column: field, reason: message });
  }
  return { values, rows };
}

/** Files whose exact content has been loaded before. */
async function unloaded(load: Load, files: readonly string[]): Promise<string[]> {
  const states = files.map((file) => ({ file, path: path.relative(load.root, file), sha256: digest(file) }));
  const loaded = await load.db.sql<{ path: string; sha256: string }[]>`select path, sha256 from starter_file`;
  const known = new Set(loaded.map((row) => `${row.path} ${row.sha256}`));
  return states.filter((state) => !known.has(`${state.path} ${state.sha256}`)).map((state) => state.file);
}

async function remember(load: Load, files: readonly string[], rows: number): Promise<void> {
  for (const file of files)
    await load.db.sql`
      insert into starter_file (path, sha256, rows) values (${path.relative(load.root, file)}, ${digest(file)}, ${rows})
      on conflict do nothing`;
}

const starter = (reason: string): Pick<ChangeSetInput, "author" | "reason"> => ({
  author: { kind: "starter", name: "Starter dataset" },
  reason,
});

function counted(part: string, rows: number, published: Published): LoadedPart {
  const loaded = Object.values(published.appended).reduce((sum, count) => sum + count, 0);
  return { part, rows, loaded, unchanged: rows - loaded, skipped: false };
}

type Standing = ReadonlyMap<string, { title: string; url: string | null }>;

async function readStanding({ sql }: Database): Promise<Standing> {
  const rows = await sql<{ key: string; title: string; url: string | null }[]>`select key, title, url from source`;
  return new Map(rows.map(({ key, ...one }) => [key, one]));
}

/**
 * A source of a file, but for one that stands with another title or address: what numbers were published with is never
 * rewritten, and a newer file that says otherwise must not keep an installation from starting.
 */
const newSourceRow =
  (standing: Standing) =>
  (cells: Record<string, string>): ReturnType<typeof sourceRow> => {
    const found = sourceRow(cells);
    const before = found.ok ? standing.get(found.value.key) : undefined;
    if (!found.ok || !before) return found;
    const { title, url = null } = found.value;
    const field = before.title !== title ? "title" : before.url !== url ? "url" : null;
    if (field === null) return found;
    const message = `“${found.value.key}” stands here with another ${field}, and numbers keep the record that they were published with`;
    return { ok: false, issues: [{ field, message }] };
  };

async function loadCatalogue(load: Load): Promise<LoadedPart> {
  const at = (...names: string[]) => path.join(load.root, ...names);
  const sourceFiles = csvFiles(at("sources"));
  const relationFiles = csvFiles(at("relations"));
  const entityFiles = EntityKind.options.flatMap((kind) =>
    csvFiles(at("entities", kind)).map((file) => ({ kind, file })),
  );
  const files = [...sourceFiles, ...relationFiles, ...entityFiles.map(({ file }) => file)];
  if ((await unloaded(load, files)).length === 0)
    return { part: "sources and entities", rows: 0, loaded: 0, unchanged: 0, skipped: true };

  const sourceOf = newSourceRow(await readStanding(load.db));
  const sources = await Promise.all(sourceFiles.map((file) => rowsOf(load, file, sourceOf)));
  const entities = await Promise.all(
    entityFiles.map(({ kind, file }) => rowsOf(load, file, (c) => entityRow(kind, c))),
  );
  const relations = await Promise.all(relationFiles.map((file) => rowsOf(load, file, relationRow)));
  const byKey = new Map(sources.flatMap((part) => part.values).map((one) => [one.key, one]));
  const byIdentity = new Map(entities.flatMap((part) => part.values).map((one) => [`${one.kind} ${one.slug}`, one]));
  const published = await publishChangeSet(load.db, {
    ...starter("Sources, companies, clouds, accelerators and sites of the starter files"),
    sources: [...byKey.values()],
    entities: [...byIdentity.values()],
    relations: relations.flatMap((part) => part.values),
  });
  const rows = [...sources, ...entities, ...relations].reduce((sum, part) => sum + part.rows, 0);
  await remember(load, files, rows);
  return counted("sources and entities", rows, published);
}

async function readPublications({ sql }: Database): Promise<Publications> {
  const rows = await sql<{ key: string; published: string | null; kind: string }[]>`
    select key, published, kind from source`;
  return new Map(rows.map(({ key, ...one }) => [key, one]));
}

/** Without the codes that are series of their own, as in an installation that had them before a dataset took another shape. */
async function newAliases({ sql }: Database, aliases: readonly ProposedAlias[]): Promise<ProposedAlias[]> {
  const rows = await sql<{ code: string }[]>`
    select code from series where code = any(${aliases.map((one) => one.alias)})`;
  const own = new Set(rows.map((row) => row.code));
  return aliases.filter((one) => !own.has(one.alias));
}

async function loadDataset(load: Load, dataset: DatasetDefinition): Promise<LoadedPart | null> {
  const name = dataset.starter ?? `${dataset.slug}.csv`;
  const file = path.join(load.root, "observations", name);
  const eventFile = path.join(load.root, "events", `${dataset.slug}.csv`);
  const aliasFile = path.join(load.root, "aliases", `${dataset.slug}.csv`);
  const files = [file, eventFile, aliasFile].filter((one) => existsSync(one));
  if (files.length === 0) return null;
  if ((await unloaded(load, files)).length === 0)
    return { part: dataset.slug, rows: 0, loaded: 0, unchanged: 0, skipped: true };

  const known = await readAllNames(load.db.sql);
  const exists = (kind: EntityKind, slug: string) => known.get(kind)?.has(slug) ?? false;
  const publications = await readPublications(load.db);
  const none = { values: [], rows: 0 };
  const observations = existsSync(file)
    ? await rowsOf(load, file, (c) => observationRow(dataset, c, exists, publications))
    : none;
  const events = existsSync(eventFile)
    ? await rowsOf(load, eventFile, (c) => eventRow(dataset.slug, c, publications))
    : none;
  const grades = await readGrades(
    load.db.sql,
    observations.values.map((one) => one.source),
  );
  const aliases = existsSync(aliasFile) ? await rowsOf(load, aliasFile, aliasRow) : none;
  const published = await publishChangeSet(load.db, {
    ...starter(`Sourced figures of the starter file for ${dataset.title}`),
    observations: observations.values.map((one) => ({
      ...one,
      status: statusFrom(dataset, one.status, grades.get(one.source) ?? "unverified"),
    })),
    events: events.values,
    aliases: await newAliases(load.db, aliases.values),
  });
  const rows = observations.rows + events.rows + aliases.rows;
  await remember(load, files, rows);
  return counted(dataset.slug, rows, published);
}

/**
 * Loads the starter files under `root` into the store, one change set a dataset; a file that was loaded in this state
 * is passed over. What only a relay says that somebody reported is loaded as provisional. Rows that do not hold against their definition are reported by file, line, column and reason.
 */
export async function loadStarter(
  db: Database,
  root: string,
  only?: readonly DatasetDefinition[],
): Promise<LoadReport> {
  const load: Load = { db, root, rejects: [] };
  const parts = [await loadCatalogue(load)];
  for (const dataset of only ?? datasets()) {
    const part = await loadDataset(load, dataset);
    if (part) parts.push(part);
  }
  if (parts.some((part) => part.loaded > 0)) await db.sql`vacuum analyze observation`.simple();
  return { parts, rejects: load.rejects };
}
