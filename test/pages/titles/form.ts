import type { Database } from "@/db/client";
import type { Shown } from "./faults";
import { numbersIn, writes } from "./numbers";
import { type Raw, readRaw } from "./raw-rows";

export type RosterRow = { slug: string; name: string; attributes: Record<string, string | boolean>; known: string };
export type HappeningRow = {
  key: string;
  dataset: string;
  on: string;
  kind: string;
  title: string;
  known: string;
  withdrawn: boolean;
};

/** Everything in the store that titles are held against, read by plain SQL. */
export type Store = Raw & {
  roster: readonly RosterRow[];
  happenings: readonly HappeningRow[];
  /** The slugs of everything that has ever had a name. */
  slugs: ReadonlyMap<string, ReadonlySet<string>>;
};

/** A title with where it stands: the page's query, the figure, and the day as of which it was read. */
export type Told = {
  title: string;
  figure: Shown & { id: string };
  query: URLSearchParams;
  day: string;
  store: Store;
};

/**
 * One shape that titles of some figures have. `recompute` holds what was matched against the raw rows and names what is
 * not so; it knows no page's code.
 */
export type Form = {
  page: string;
  figure: RegExp;
  /** Settings of the page under which it can be recomputed; all, where it is left out. */
  where?: (query: URLSearchParams) => boolean;
  pattern: RegExp;
  recompute: (groups: Record<string, string | undefined>, told: Told) => string[];
};

export async function readStore(db: Database): Promise<Store> {
  const [raw, roster, happenings] = await Promise.all([
    readRaw(db),
    db.sql<RosterRow[]>`
      select e.slug, v.name, v.attributes, to_char(v.known_at at time zone 'utc', 'YYYY-MM-DD') known
      from entity e join entity_version v on v.entity_id = e.id where e.kind = 'cloud'`,
    db.sql<HappeningRow[]>`
      select key, dataset, occurred_on as "on", kind, title, withdrawn,
        to_char(known_at at time zone 'utc', 'YYYY-MM-DD') known from event`,
  ]);
  const slugs = new Map<string, Set<string>>();
  for (const { name, slug } of await db.sql<{ name: string; slug: string }[]>`
    select v.name, e.slug from entity e join entity_version v on v.entity_id = e.id`)
    slugs.set(name, (slugs.get(name) ?? new Set()).add(slug));
  return { ...raw, roster, happenings, slugs };
}

/** A fault where the two differ. */
export const differs = (what: string, said: unknown, is: unknown): string[] =>
  said === is ? [] : [`${what}: it says ${String(said)}, the rows say ${String(is)}`];

/** A fault where a written number could not have been written from that value. */
export function miswritten(what: string, text: string | undefined, value: number | null | undefined): string[] {
  const [number] = numbersIn(text ?? "");
  const right = number !== undefined && typeof value === "number" && writes(number, value);
  return right ? [] : [`${what}: it says ${String(text)}, the rows say ${String(value)}`];
}

export const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const KINDS: Record<string, string> = { P: "provisional", E: "estimate", F: "forecast", G: "guidance", C: "consensus" };

/** A fault where a statement is a view and its words do not say which, or say another. */
export function unsaid(status: string, said: string | undefined): string[] {
  const kind = KINDS[status];
  const plain = (said ?? "").replace(new RegExp(` of ${DAY}$`), "");
  return kind ? differs("kind of statement", plain, kind) : differs("kind of statement", plain, "");
}
