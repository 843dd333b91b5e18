import { Feed } from "feed";
import type { RecordEntry } from "@/lib/store/rows";
import { changePeriod, datasetTitle, entryAnchor, entryTitle, type FeedKind, feeds, sourceWords } from "./feed-words";

export const feedFormats = {
  rss: "application/rss+xml; charset=utf-8",
  atom: "application/atom+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
} as const;
export type FeedFormat = keyof typeof feedFormats;

export type FeedInput = {
  kind: FeedKind;
  dataset: string | null;
  entries: readonly RecordEntry[];
  /** The public address of the site, without a trailing slash. */
  site: string;
};

/** When the identifiers of feeds were first given: part of them, and the date of a feed without entries. */
const SINCE = "2026-11-01T00:00:00.000Z";

// XML has no way to write most control characters and half a pair of surrogates, not even escaped.
const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (one) => (one === "\n" || one === "\t" ? one : " "));
const html = (text: string): string =>
  plain(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** An identifier that stays whatever becomes of the page: RFC 4151. */
const tag = (site: string, path: string): string => `tag:${new URL(site).hostname},2026:${path}`;

function contentOf(entry: RecordEntry): string {
  const lines = entry.changes.map((change) => {
    const where = `${change.title}, ${changePeriod(change)}`;
    return `<li>${html(where)} (${html(sourceWords(change))})</li>`;
  });
  const further = entry.count - entry.changes.length;
  const more = further > 0 ? `<p>${further.toLocaleString("en-US")} further values are not listed.</p>` : "";
  return `<p>${html(entry.words)}</p>${lines.length > 0 ? `<ul>${lines.join("")}</ul>` : ""}${more}`;
}

/** A feed in one of its three forms. It names series, periods, reasons and sources, and holds no figure. */
export function writeFeed({ kind, dataset, entries, site }: FeedInput, format: FeedFormat): string {
  const query = dataset === null ? "" : `?dataset=${dataset}`;
  const page = `${site}/feeds/${kind}${query}`;
  const self = (one: FeedFormat) => `${site}/feeds/${kind}/${one}${query}`;
  const feed = new Feed({
    id: tag(site, `feeds/${kind}${dataset === null ? "" : `/${dataset}`}`),
    title: `Halfpitch ${feeds[kind].title.toLowerCase()}${dataset === null ? "" : `: ${datasetTitle(dataset)}`}`,
    description: feeds[kind].about,
    link: page,
    language: "en",
    generator: false,
    updated: new Date(entries[0]?.at ?? SINCE),
    author: { name: "Halfpitch" },
    feed: self(format),
    feedLinks: { rss: self("rss"), atom: self("atom"), json: self("json") },
  });
  for (const entry of entries)
    feed.addItem({
      id: tag(site, `${kind}/${entry.key}`),
      title: plain(entryTitle(entry)),
      link: `${page}#${entryAnchor(entry)}`,
      date: new Date(entry.at),
      published: new Date(entry.at),
      description: html(entry.words),
      content: contentOf(entry),
      category: [{ name: datasetTitle(entry.dataset), term: entry.dataset }],
    });
  return { rss: () => feed.rss2(), atom: () => feed.atom1(), json: () => feed.json1() }[format]();
}
