import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/client";
import { datasets } from "@/lib/datasets/registry";
import { signInCookie } from "@/scripts/bench/sign-in";
import { baseUrl, demoAccount, siteDatabaseUrl } from "../setup/browser";
import { addresses, filled } from "../setup/nasty/addresses";
import { mayKnow, type Walker, WALKER_NAMES, walkerCookie } from "../setup/walk/organisations";
import { MARKS, plant, type Planted } from "../setup/walk/plant";

/** So many pages are followed from the first ones. */
const MOST_PAGES = 24;
/** Titles and codes are looked for in each page; a part of them is enough for each kind. */
const SAMPLED = 60;

let db: Database;
let planted: Planted;
type Eyes = Walker | "house" | null;
const cookies = new Map<Eyes, string>();

beforeAll(async () => {
  db = connect(siteDatabaseUrl(), { max: 2 });
  planted = await plant(db);
  for (const walker of WALKER_NAMES) cookies.set(walker, await walkerCookie(db, walker));
});

afterAll(async () => {
  // What waits for a decision is counted on the desk of everybody who works on it.
  await db.sql`update held_item set state = 'superseded' where id = ${planted.held}`;
  await db.close();
});

type Answer = { path: string; status: number; text: string };

async function ask(walker: Eyes, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const cookie = walker ? { cookie: cookies.get(walker) ?? "" } : {};
  const answer = await fetch(`${baseUrl()}${path}`, { headers: { ...cookie, ...headers }, redirect: "manual" });
  return { path, status: answer.status, text: await answer.text() };
}

/** What a reader would see, whichever way it is escaped: letters and digits alone. */
const plain = (text: string): string =>
  text
    .replaceAll(/&(?:amp|quot|#x27|#39|lt|gt);|\\u[0-9a-f]{4}|\\[nt"\\]/g, " ")
    .replaceAll(/[^\p{L}\p{N}%]+/gu, " ")
    .toLowerCase();

/** Every page and route once, with what was planted in its variable parts and then with what stands on the site. */
function firstPaths(): string[] {
  const values: Record<string, string> = {
    dataset: "toy-ledger",
    draft: String(planted.draft),
    run: String(planted.run),
    connector: "edgar",
    key: planted.source,
    code: planted.series,
    label: planted.label,
    kind: "company",
    slug: "nvidia",
    cloud: "coreweave",
    feed: "revisions",
    format: "json",
    page: "data",
    figure: "series",
  };
  const all = addresses().map(({ pattern }) => filled(pattern, (name) => values[name] ?? "1"));
  const series = encodeURIComponent(planted.series);
  return [
    ...all.filter((path) => !/\/api\/(?:auth|studio\/(?:edits|steps|presence|import))/.test(path)),
    ...datasets().map(({ slug }) => `/data/${slug}`),
    ...datasets().map(({ slug }) => `/studio/${slug}`),
    "/api/csv/data/series?dataset=toy-ledger",
    `/api/trace?series=${series}&period=2026-01-01`,
    `/api/studio/history?series=${series}`,
    `/studio/history?series=${series}`,
    `/studio/history?draft=${planted.draft}`,
    `/studio/toy-ledger?draft=${planted.draft}`,
    `/studio/hbm-share?draft=${planted.draft}`,
    "/studio/sources?state=all",
    `/studio/sources?state=all&text=${MARKS.source}`,
    "/studio/sources?state=all&text=share",
    `/api/studio/sources?text=${MARKS.source}`,
    "/api/studio/sources?text=hbm",
    "/studio/entities?kind=company",
    "/studio/calendar",
    "/feeds/corrections",
    "/feeds/revisions/atom",
    "/feeds/revisions/rss?dataset=toy-ledger",
    `/api/v1/series/TOY_LEDGER.HIDDE`,
  ];
}

const linksOf = ({ text }: Answer): string[] =>
  [...text.matchAll(/href="(\/[^"#]*)"/g)]
    .map(([, path = ""]) => path.replaceAll("&amp;", "&"))
    .filter((path) => !/^\/(?:_next|api\/auth|icon|login)/.test(path) && !path.startsWith("//"));

/** Walks from the first pages along their links, so many in all, and hands each answer over. */
async function walk(walker: Eyes, look: (answer: Answer) => void): Promise<number> {
  const queue = [...new Set(firstPaths())];
  const known = new Set(queue);
  const [most, perKind] = [queue.length + MOST_PAGES, new Map<string, number>()];
  let next = 0;
  const work = async () => {
    for (let path = queue[next++]; path !== undefined && next <= most; path = queue[next++]) {
      const answer = await ask(walker, path);
      look(answer);
      // What the browser fetches when a link is followed holds what the page does; a part of them is asked for.
      if (next % 6 === 0 && !path.startsWith("/api")) look(await ask(walker, path, { rsc: "1" }));
      for (const link of linksOf(answer)) {
        // Of one kind of page a few are enough: those of other series, sources and days are made by the same code.
        const kind = link.replace(/\?.*$/, "").split("/").slice(0, 3).join("/");
        const seen = perKind.get(kind) ?? 0;
        if (known.has(link) || seen >= 2) continue;
        perKind.set(kind, seen + 1);
        known.add(link);
        queue.push(link);
      }
    }
  };
  await Promise.all([work(), work(), work()]);
  return Math.min(next, queue.length);
}

const isFeed = (path: string) => path.startsWith("/feeds");
/** A correction says what changed and why to everybody: the series, and the words of who put it right. */
const OPEN_IN_FEEDS: readonly string[] = [MARKS.reason, MARKS.party, MARKS.code];

const sampled = (all: readonly string[]): string[] => {
  const step = Math.max(1, Math.floor(all.length / SAMPLED));
  return all.filter((_, at) => at % step === 0);
};

/** Titles of sources and codes of series of which a walker may know nothing, by the plain rows. */
async function foreign(walker: Walker): Promise<string[]> {
  const [{ at } = { at: 0 }] = await db.sql<{ at: number }[]>`select extract(epoch from now())::float8 * 1000 as at`;
  const sources = await db.sql<{ title: string; dataset: string; known_at: number }[]>`
    select source.title, series.dataset, extract(epoch from min(o.known_at))::float8 * 1000 as known_at from observation o
    join series on series.id = o.series_id join source on source.id = o.source_id group by 1, 2
    union all select source.title, event.dataset, extract(epoch from min(event.known_at))::float8 * 1000 from event
    join source on source.id = event.source_id group by 1, 2`;
  const facts = await db.sql<{ title: string }[]>`
    select distinct title from source join (
      select source_id from relation union select source_id from entity_version
    ) used on used.source_id = source.id`;
  const open = new Set(facts.map(({ title }) => title));
  for (const one of sources) if (mayKnow(walker, one.dataset, one.known_at, at)) open.add(one.title);
  const titles = [...new Set(sources.map(({ title }) => title))].filter((one) => !open.has(one) && one.length >= 30);
  const series = await db.sql<{ code: string; dataset: string; known_at: number }[]>`
    select series.code, series.dataset, extract(epoch from min(o.known_at))::float8 * 1000 as known_at
    from observation o join series on series.id = o.series_id group by 1, 2 order by 1`;
  const codes = series.flatMap((one) => (mayKnow(walker, one.dataset, one.known_at, at) ? [] : [one.code]));
  return [...sampled(titles.toSorted()), ...sampled(codes)];
}

describe.each(WALKER_NAMES)("an analyst of %s", (walker) => {
  it("finds on no page, route or stream anything that was planted out of their sight, nor titles that are not theirs", async () => {
    const marks = Object.values(MARKS);
    const titles = (await foreign(walker)).map((one) => ({ one, words: plain(one) }));
    expect(titles.length).toBeGreaterThan(SAMPLED);
    const found = new Set<string>();
    const statuses = new Map<number, number>();
    const pages = await walk(walker, ({ path, status, text }) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500) found.add(`${status} ${path}`);
      const bare = text.replaceAll(path, "").replaceAll(encodeURIComponent(planted.series), "");
      for (const mark of marks)
        if (bare.includes(mark) && !path.includes(mark) && !(isFeed(path) && OPEN_IN_FEEDS.includes(mark)))
          found.add(`${mark} at ${path}`);
      const words = isFeed(path) ? "" : plain(bare);
      for (const { one, words: sought } of titles) if (words.includes(sought)) found.add(`${one} at ${path}`);
    });
    expect([...found]).toEqual([]);
    expect(pages).toBeGreaterThan(firstPaths().length);
    for (const status of [200, 403, 404]) expect(statuses.get(status) ?? 0).toBeGreaterThan(0);
  }, 120_000);
});

describe("the same walk", () => {
  it("finds everything that was planted with the eyes of the house", async () => {
    const { email, password } = demoAccount("analyst");
    cookies.set("house", await signInCookie(baseUrl(), email, password));
    const found = new Set<string>();
    await walk("house", ({ path, text }) => {
      for (const mark of Object.values(MARKS)) if (text.includes(mark) && !path.includes(mark)) found.add(mark);
    });
    expect(Object.values(MARKS).filter((mark) => !found.has(mark))).toEqual([]);
  }, 60_000);

  it("finds what was planted with the eyes of nobody in public feeds alone, and no figure, title or name there", async () => {
    const found = new Set<string>();
    await walk(null, ({ path, text }) => {
      for (const mark of Object.values(MARKS))
        if (text.includes(mark) && !path.includes(mark))
          found.add(`${mark} ${isFeed(path) ? "in a feed" : `at ${path}`}`);
    });
    expect([...found].filter((one) => !OPEN_IN_FEEDS.some((mark) => one === `${mark} in a feed`))).toEqual([]);
    expect(found.size).toBeGreaterThan(0);
  }, 60_000);
});
