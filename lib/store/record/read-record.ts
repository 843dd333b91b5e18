import type { Queryable } from "@/db/client";
import type { RecordEntry, RecordKind, Release } from "../rows";
import { LATEST } from "../as-of";
import { readChanged, reasonOf } from "./changed-values";

export type RecordQuery = {
  kind: RecordKind;
  datasets: readonly string[];
  /** The key of the entry after which to go on. */
  after?: string | undefined;
  limit: number;
  /** The moment up to which the record is told. */
  until?: string | undefined;
};
/** Entries, newest first, and the key after which further ones may follow; null where none do. */
export type RecordPage = { entries: RecordEntry[]; next: string | null };

const PART = 100;
/** Releases that are looked at for one page, so that a page of a quiet dataset costs no more than another. */
const MOST = 1000;
const METHODS = 500;

type ReleaseRow = {
  id: number;
  dataset: string;
  at: string;
  author: string;
  authorKind: Release["authorKind"];
  words: string;
  reasoned: boolean;
};

/**
 * Releases that may hold changes of the kind, newest first: those with an analyst's reason for it; for revisions also
 * those that came from sources or the index by themselves.
 */
async function releasesBefore(
  sql: Queryable,
  { kind, datasets, until = LATEST }: RecordQuery,
  before: number | null,
): Promise<ReleaseRow[]> {
  return sql<ReleaseRow[]>`
    select * from (
      select release.id::int, release.dataset, change_set.author, change_set.author_kind as "authorKind",
        change_set.reason as words, to_char(release.published_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        exists (select 1 from revision where change_set_id = release.change_set_id and dataset = release.dataset) as reasoned
      from release join change_set on change_set.id = release.change_set_id
      where release.dataset = any(${[...datasets]}) and change_set.author_kind <> 'starter'
        and release.published_at <= ${until}::timestamptz
        and (${before}::bigint is null or release.id < ${before}::bigint)
    ) one
    where case when reasoned then exists (
        select 1 from revision join release on release.change_set_id = revision.change_set_id
        where release.id = one.id and revision.dataset = one.dataset and revision.reason = ${reasonOf[kind]}
          and status_before is not null and status_before <> 'W')
      else ${kind === "revisions"} end
    order by id desc limit ${PART}`;
}

async function entryOf(sql: Queryable, kind: RecordKind, release: ReleaseRow): Promise<RecordEntry | null> {
  const { count, list } = await readChanged(sql, release, kind);
  if (count === 0) return null;
  const { id, dataset, at, author, authorKind, words } = release;
  return { key: `release-${id}`, kind, dataset, at, author, authorKind, words, version: null, count, changes: list };
}

const releaseOf = (key: string | undefined): number | null => {
  const id = /^release-(\d{1,12})$/.exec(key ?? "")?.[1];
  return id === undefined ? null : Number(id);
};

async function readPublications(sql: Queryable, query: RecordQuery): Promise<RecordPage> {
  const entries: RecordEntry[] = [];
  let before = releaseOf(query.after);
  for (let seen = 0; seen < MOST; seen += PART) {
    const releases = await releasesBefore(sql, query, before);
    for (const release of releases) {
      const entry = await entryOf(sql, query.kind, release);
      before = release.id;
      if (entry) entries.push(entry);
      if (entries.length === query.limit) return { entries, next: `release-${before}` };
    }
    if (releases.length < PART) return { entries, next: null };
  }
  return { entries, next: `release-${before}` };
}

async function readVersions(sql: Queryable, { datasets, until = LATEST }: RecordQuery): Promise<RecordEntry[]> {
  const rows = await sql<{ id: number; dataset: string; version: string; words: string; at: string }[]>`
    select id::int, dataset, version, words, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from method_change where dataset = any(${[...datasets]}) and at <= ${until}::timestamptz order by id desc limit ${METHODS}`;
  return rows.map(({ id, dataset, version, words, at }) => {
    const key = `method-${id}`;
    return {
      key,
      kind: "methods",
      dataset,
      at,
      author: null,
      authorKind: "person",
      words,
      version,
      count: 0,
      changes: [],
    };
  });
}

/** Versions of methodologies and values restated by them. They are few: a page is cut from all of them. */
async function readMethods(sql: Queryable, query: RecordQuery): Promise<RecordPage> {
  const versions = await readVersions(sql, query);
  const { entries: restated } = await readPublications(sql, { ...query, after: undefined, limit: METHODS });
  const all = [...versions, ...restated].toSorted((a, b) => b.at.localeCompare(a.at) || b.key.localeCompare(a.key));
  const from = query.after === undefined ? 0 : all.findIndex((one) => one.key === query.after) + 1;
  const entries = all.slice(from, from + query.limit);
  const last = entries.at(-1);
  return { entries, next: last && from + entries.length < all.length ? last.key : null };
}

/** One part of the record: what was published that changed values, by why, or how numbers are made; newest first. */
export function readRecord(sql: Queryable, query: RecordQuery): Promise<RecordPage> {
  return query.kind === "methods" ? readMethods(sql, query) : readPublications(sql, query);
}
