import { DOMParser, type Element, onErrorStopParsing } from "@xmldom/xmldom";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { now } from "@/lib/kernel/clock";
import { readPublicRecord } from "@/lib/access/public-record";
import { Reader } from "@/lib/access/reader";
import type { Entitlement, Viewer } from "@/lib/access/viewer";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { publishChangeSet } from "@/lib/store/publish/publish-change-set";
import { noteMethods } from "@/lib/store/record/note-methods";
import type { RecordEntry } from "@/lib/store/rows";
import { readFeed } from "@/lib/studio/feeds/read-feed";
import { writeFeed } from "@/lib/studio/feeds/write-feed";
import { publish, toyDataset, useStore } from "../../setup/store";

const store = useStore();
const TOY = "toy-lead-times";
const CODE = "TOY_LEAD_TIME.SPROCKET.NORTH";
const SOURCE = {
  key: "feed-survey",
  title: "Constructed survey",
  publisher: "Constructed publisher",
  url: "https://example.com/survey?a=1&b=2",
  kind: "survey",
};

const lead = (period: string, value: number | null): ProposedObservation => ({
  dataset: TOY,
  measure: "lead_time",
  dims: { part: "sprocket", region: "north" },
  period,
  value,
  status: value === null ? "W" : "A",
  source: "feed-survey",
});

type Why = { period: string; reason: string; before: number | null; after: number | null };

/** Publishes as a draft of an analyst does: values with the reason for each. */
async function publishDraft(words: string, observations: ProposedObservation[], reasons: Why[]) {
  const author = { kind: "person" as const, name: "A. Nalyst" };
  await publishChangeSet(
    store.db,
    { author, reason: words, sources: [SOURCE], observations },
    async (tx, { changeSetId }) => {
      for (const { period, reason, before, after } of reasons)
        await tx`
          insert into revision (change_set_id, dataset, series, period, reason, value_before, status_before, value_after,
            status_after, note)
          values (${changeSetId}, ${TOY}, ${CODE}, ${period}, ${reason}, ${before}, ${before === null ? null : "A"},
            ${after}, ${after === null ? "W" : "A"}, 'Noted for subscribers')`;
    },
  );
}
const fromConnector = (words: string, observations: ProposedObservation[]) =>
  publish(store.db, {
    author: { kind: "connector", name: "toy-source" },
    reason: words,
    observations,
    sources: [SOURCE],
  });

beforeAll(async () => {
  toyDataset();
  await publish(store.db, {
    author: { kind: "starter", name: "Starter dataset" },
    sources: [SOURCE],
    observations: [lead("2026-01-01", 10), lead("2026-02-01", 20), lead("2026-03-01", 30)],
  });
  await fromConnector("Read from the source", [lead("2026-03-01", 33.25), lead("2026-04-01", 40)]);
  await publishDraft(
    'A typing error <put right> & "told"',
    [lead("2026-01-01", 11.5), lead("2026-05-01", 50)],
    [
      { period: "2026-01-01", reason: "correction", before: 10, after: 11.5 },
      { period: "2026-05-01", reason: "addition", before: null, after: 50 },
    ],
  );
  await publishDraft(
    "A newer survey, and a new way to count",
    [lead("2026-02-01", 21.75), lead("2026-03-01", null)],
    [
      { period: "2026-02-01", reason: "new-information", before: 20, after: 21.75 },
      { period: "2026-03-01", reason: "method-change", before: 33.25, after: null },
    ],
  );
  await fromConnector("Read from the source again", [lead("2026-04-01", 40), lead("2026-06-01", 60)]);
  await noteMethods(store.db.sql);
});

const record = async (kind: RecordEntry["kind"], after?: string, limit = 50) =>
  readPublicRecord({ kind, dataset: TOY, after, limit }, store.db.sql);
const told = async (kind: RecordEntry["kind"]) =>
  (await record(kind)).entries.map((one) => `${one.words}: ${one.changes.map(({ period }) => period).join(" ")}`);

describe("the record", () => {
  it("keeps revisions, corrections and method changes apart, and counts no addition", async () => {
    expect(await told("revisions")).toEqual([
      "A newer survey, and a new way to count: 2026-02-01",
      "Read from the source: 2026-03-01",
    ]);
    expect(await told("corrections")).toEqual(['A typing error <put right> & "told": 2026-01-01']);
    expect(await told("methods")).toEqual([
      "The methodology does not say what changed.: ",
      "A newer survey, and a new way to count: 2026-03-01",
    ]);
  });

  it("goes on after any entry, without a gap and without a repetition", async () => {
    for (const kind of ["revisions", "corrections", "methods"] as const) {
      const whole = (await record(kind)).entries.map((one) => one.key);
      const parts: string[] = [];
      let after: string | undefined;
      do {
        const { entries, next } = await record(kind, after, 1);
        parts.push(...entries.map((one) => one.key));
        after = next ?? undefined;
      } while (after !== undefined);
      expect(parts).toEqual(whole);
    }
  });

  it("tells nothing of what was published after the moment up to which it is asked", async () => {
    for (const kind of ["revisions", "corrections", "methods"] as const) {
      const { entries } = await record(kind);
      const newest = entries[0]?.at ?? "";
      const ask = { kind, dataset: TOY, limit: 100 };
      const near = (ms: number) => ({ ...ask, until: new Date(Date.parse(newest) + ms).toISOString() });
      const before = await readPublicRecord(near(-1), store.db.sql);
      expect(before.entries.map((one) => one.key)).toEqual(
        entries.filter((one) => one.at < newest).map((one) => one.key),
      );
      expect((await readPublicRecord(near(1), store.db.sql)).entries).toHaveLength(entries.length);
    }
  });

  it("notes a version of a methodology once", async () => {
    expect(await noteMethods(store.db.sql)).toBe(0);
    const versions = await store.db.sql`select version from method_change where dataset = ${TOY}`;
    expect(versions).toEqual([{ version: "1.0.0" }]);
  });

  it("has no figure, no note and no name for the public", async () => {
    const { entries } = await record("corrections");
    expect(entries[0]).toMatchObject({ author: null, changes: [{ figures: null, series: CODE }] });
    expect(JSON.stringify(entries)).not.toMatch(/11\.5|Nalyst|Noted for subscribers/);
  });
});

describe("the record for a reader", () => {
  const viewer = (entitlements: Entitlement[]): Viewer => ({
    personId: "p",
    name: "Reader",
    email: "reader@example.com",
    organisationId: 1,
    organisation: "House",
    role: "subscriber",
    entitlements,
    sessionId: "s",
    viewedBy: null,
  });
  const corrections = async (entitlements: Entitlement[], at = now()) =>
    (await new Reader(store.db, viewer(entitlements), null, at).record({ kind: "corrections", dataset: TOY, limit: 5 }))
      .entries[0];

  it("has the figures where the dataset is subscribed to", async () => {
    expect(await corrections([{ dataset: TOY, delayDays: 0 }])).toMatchObject({
      author: "an analyst",
      changes: [
        {
          source: { cited: { title: "Constructed survey" } },
          figures: { before: { value: 10 }, after: { value: 11.5 }, unit: "weeks" },
        },
      ],
    });
  });

  it("has them neither without a subscription nor before its delay has passed", async () => {
    const later = (days: number) => new Date(now().getTime() + days * 86_400_000);
    const delayed = [{ dataset: TOY, delayDays: 10 }];
    expect(await corrections([])).toMatchObject({ author: null, changes: [{ figures: null }] });
    expect(await corrections(delayed, later(9))).toMatchObject({ author: null, changes: [{ figures: null }] });
    expect(await corrections(delayed, later(11))).toMatchObject({ changes: [{ figures: { after: { value: 11.5 } } }] });
  });
});

const parsed = (xml: string) => new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, "text/xml");
const all = (from: Element | ReturnType<typeof parsed>, name: string): Element[] => [
  ...from.getElementsByTagName(name),
];
const text = (from: Element | undefined, name: string) => from?.getElementsByTagName(name)[0]?.textContent ?? "";
const feed = (kind: RecordEntry["kind"], format: "rss" | "atom" | "json", dataset: string | undefined = TOY) =>
  readFeed({ kind, format, dataset }, store.db.sql);

const JsonFeed = z.object({
  version: z.literal("https://jsonfeed.org/version/1"),
  title: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  items: z.array(
    z.object({
      id: z.string().regex(/^tag:localhost,2026:/),
      url: z.url(),
      title: z.string(),
      summary: z.string(),
      content_html: z.string(),
      date_modified: z.iso.datetime(),
      date_published: z.iso.datetime(),
    }),
  ),
});

describe("a feed", () => {
  it("is Atom that parses, with lasting ids, dates and words escaped once", async () => {
    const document = parsed((await feed("corrections", "atom")).body);
    const [root] = all(document, "feed");
    expect(root?.getAttribute("xmlns")).toBe("http://www.w3.org/2005/Atom");
    expect(text(root, "id")).toBe(`tag:localhost,2026:feeds/corrections/${TOY}`);
    expect(all(document, "author")).toHaveLength(1);
    const links = all(document, "link").map((one) => `${one.getAttribute("rel")} ${one.getAttribute("href")}`);
    expect(links.slice(0, 2)).toEqual([
      `alternate http://localhost:3000/feeds/corrections?dataset=${TOY}`,
      `self http://localhost:3000/feeds/corrections/atom?dataset=${TOY}`,
    ]);
    const [entry] = all(document, "entry");
    expect(text(entry, "id")).toMatch(/^tag:localhost,2026:corrections\/release-\d+$/);
    expect(text(entry, "title")).toBe("Constructed lead times: 1 value corrected");
    expect(Date.parse(text(entry, "updated"))).toBeGreaterThan(0);
    const content = text(entry, "content");
    expect(content).toContain("A typing error &lt;put right&gt; &amp; &quot;told&quot;");
    expect(content).toContain("(Constructed publisher, survey)");
    expect(content).not.toMatch(/Constructed survey|example\.com/);
    expect(content).toContain("Sprocket · North · Lead time, Jan-26");
  });

  it("is RSS that parses, with the same ids", async () => {
    const document = parsed((await feed("revisions", "rss")).body);
    const items = all(document, "item");
    expect(items).toHaveLength(2);
    const atom = all(parsed((await feed("revisions", "atom")).body), "entry");
    expect(items.map((one) => text(one, "guid"))).toEqual(atom.map((one) => text(one, "id")));
    expect(items[0]?.getElementsByTagName("guid")[0]?.getAttribute("isPermaLink")).toBe("false");
    expect(Date.parse(text(items[0], "pubDate"))).toBeGreaterThan(0);
    expect(text(items[1], "content:encoded")).toContain("Mar-26");
  });

  it("is JSON Feed with the same entries", async () => {
    const json = JsonFeed.parse(JSON.parse((await feed("methods", "json")).body));
    expect(json.items.map((one) => one.title)).toEqual([
      "Constructed lead times: methodology 1.0.0",
      "Constructed lead times: 1 value restated by a change of method",
    ]);
  });

  it("holds no figure in any of its forms", async () => {
    // The seconds of a moment, 12:00:11.5, are no figure.
    for (const kind of ["revisions", "corrections", "methods"] as const)
      for (const format of ["rss", "atom", "json"] as const)
        expect((await feed(kind, format)).body).not.toMatch(/(?<!\d:)(?:11\.5|21\.75|33\.25)|Nalyst|Noted for/);
  });

  it("is the same as long as nothing was published, and tells of it by its tag and date", async () => {
    const [first, second] = [await feed("corrections", "rss"), await feed("corrections", "rss")];
    expect(second).toEqual(first);
    expect(first.lastModified).toMatch(/GMT$/);
    const empty = await feed("corrections", "rss", "hbm-share");
    expect(empty).toMatchObject({ lastModified: null });
    expect(await feed("corrections", "rss", "hbm-share")).toEqual(empty);
    expect(all(parsed(empty.body), "item")).toHaveLength(0);
  });

  it("is refused for a dataset that is not there", async () => {
    await expect(feed("corrections", "rss", "no-such")).rejects.toMatchObject({ code: "not_found" });
  });

  it("parses whatever an author writes", async () => {
    const { entries } = await record("corrections");
    const [entry] = entries;
    if (!entry) throw new Error("published above");
    const words = "\u0000\u0008 ]]> <script>alert(1)</script> &amp; \ud800 \uffff 😀\u0085";
    const [change] = entry.changes;
    if (!change) throw new Error("published above");
    const source = { publisher: words, kind: "survey", cited: null };
    const nasty = { ...entry, words, changes: [{ ...change, title: words, source }] };
    for (const format of ["rss", "atom"] as const) {
      const body = writeFeed(
        { kind: "corrections", dataset: null, entries: [nasty], site: "https://x.example" },
        format,
      );
      const content = text(
        all(parsed(body), format === "rss" ? "item" : "entry")[0],
        format === "rss" ? "content:encoded" : "content",
      );
      expect(content).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;");
      expect(content).toContain("]]&gt;");
      expect(content).toContain("😀");
    }
  });
});
