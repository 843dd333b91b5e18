import type { Queryable } from "@/db/client";
import type { DatasetDefinition } from "@/lib/datasets/define";
import type { Grade } from "@/lib/provenance/grade";
import type { Owner, Voice } from "@/lib/provenance/publisher-match";
import { graded, type StandingSource, standingColumns } from "@/lib/store/graded";
import { restsOn } from "@/lib/store/rests-on";
import { type Named, nameFinder } from "@/lib/studio/reading/resolve-name";
import { publisherDoubt, publisherKey } from "@/lib/studio/sources/publisher-doubt";
import type { Fixes } from "../fixes";

/** What is said about a source in series of another publisher: that it passes them on, or whose series are meant. */
export const PASSES_ON = "passes-on";

/** A doubt about a source, with the key under which it is answered and the series of its own publisher, where there are. */
export type VoiceDoubt = {
  key: string;
  message: string;
  /** Whose series and whose source it is, in short. */
  between: string;
  own: { slug: string; name: string } | null;
};

export type Voices = {
  /** Notes whose series a value is in, and reads by whom those series have been so far: before any of them is heard. */
  meet: (dims: Readonly<Record<string, string>>, series: string) => void;
  listen: () => Promise<void>;
  /** Tells of a value whether its source belongs to its series: null where it does, else what was answered, or the doubt. */
  heard: (
    dims: Readonly<Record<string, string>>,
    series: string,
    source: string | null,
  ) => { doubt: VoiceDoubt } | { answer: string; publisher: string } | null;
  /** The grade of a source that is known. */
  grade: (source: string | null) => Grade | null;
};

type Known = Voice & { grade: Grade };
type Loaded = {
  publisher: string | null;
  owners: ReadonlyMap<string, Owner>;
  sources: ReadonlyMap<string, Known>;
  past: Map<string, Voice[]>;
  find: (written: string) => string[];
};

async function readSourceVoices(sql: Queryable, draft: number | null): Promise<Map<string, Known>> {
  const rows = await sql<StandingSource[]>`
    select ${standingColumns(sql, "standing")} from standing_source standing where key = own_key
    union all
    select key, title, publisher, url, published, kind, licence, reliability, null, null
    from draft_source where draft_id = ${draft ?? 0}`;
  return new Map(
    rows.map((row) => {
      const { key, title, publisher, grade } = graded(row);
      return [key, { title, publisher, grade }];
    }),
  );
}

/**
 * By which publishers the series of some owners, or some series where they have none, rest on their sources so far; an
 * empty list where they rest on none.
 */
async function readPast(
  sql: Queryable,
  dataset: DatasetDefinition,
  key: string | null,
  owners: readonly string[],
): Promise<Map<string, Voice[]>> {
  const of = key === null ? sql`series.code` : sql`(series.dims ->> ${key})`;
  const rows = await sql<(Voice & { of: string })[]>`
    select distinct ${of} as of, source.publisher, source.title
    from series
    join lateral (${restsOn(sql)}) used on true
    join standing_source source on source.id = used.source_id
    where series.dataset = ${dataset.slug} and ${of} = any(${[...owners]})`;
  const past = new Map(owners.map((owner) => [owner, new Array<Voice>()]));
  for (const { of: owner, ...voice } of rows) past.get(owner)?.push(voice);
  return past;
}

function doubtOf(loaded: Loaded, of: string, source: Known): Omit<VoiceDoubt, "key"> | null {
  const { publisher, owners, past, find } = loaded;
  const owner = publisher === null ? null : (owners.get(of) ?? { slug: of, names: [of] });
  const message = publisherDoubt({ owner, past: past.get(of) ?? [], source });
  if (message === null) return null;
  const found = owner === null ? [] : find(source.publisher);
  const slug = found.length === 1 ? found[0] : undefined;
  const own = slug === undefined ? null : { slug, name: owners.get(slug)?.names[0] ?? slug };
  const between = `${owner?.names[0] ?? "series of others"} from ${source.publisher}`;
  return { message, between, own: own?.slug === of ? null : own };
}

/** Reads by whom sources are and whose series they stand in, and what was answered about a file. */
export async function readVoices(
  sql: Queryable,
  given: { dataset: DatasetDefinition; draft: number | null; publishers: readonly Named[]; fixes: Fixes },
): Promise<Voices> {
  const { dataset, draft, publishers, fixes } = given;
  const publisher = publisherKey(dataset);
  const owners = new Map(
    publishers.map(({ slug, name, aliases }) => [slug, { slug, names: [name, ...aliases] }] as const),
  );
  const sources = await readSourceVoices(sql, draft);
  const past = new Map<string, Voice[]>();
  const loaded: Loaded = { publisher, owners, sources, past, find: nameFinder(publishers).find };
  const ownerOf = (dims: Readonly<Record<string, string>>, series: string) =>
    publisher === null ? series : (dims[publisher] ?? "");
  const unheard = new Set<string>();
  const meet: Voices["meet"] = (dims, series) => {
    const owner = ownerOf(dims, series);
    if (!past.has(owner)) unheard.add(owner);
  };
  const listen: Voices["listen"] = async () => {
    if (unheard.size === 0) return;
    for (const [owner, voices] of await readPast(sql, dataset, publisher, [...unheard])) past.set(owner, voices);
    unheard.clear();
  };
  const kept = new Map<string, Omit<VoiceDoubt, "key"> | null>();
  const heard: Voices["heard"] = (dims, series, key) => {
    const source = key === null ? undefined : sources.get(key);
    if (!source) return null;
    const of = ownerOf(dims, series);
    const pair = `${of}|${key}`;
    const standing = kept.get(pair);
    const doubt = standing === undefined ? doubtOf(loaded, of, source) : standing;
    if (kept.size < 20_000) kept.set(pair, doubt);
    if (doubt === null) return null;
    const asked = `voice:${publisher === null ? "" : of}|${key}`;
    const answer = fixes[asked];
    return answer === undefined ? { doubt: { ...doubt, key: asked } } : { answer, publisher: publisher ?? "" };
  };
  return { meet, listen, heard, grade: (key) => (key === null ? null : (sources.get(key)?.grade ?? null)) };
}
