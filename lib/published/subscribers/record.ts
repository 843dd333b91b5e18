import { type BlastLine, counted, partOf } from "@/lib/studio/blast-radius/blast-part";
import { type DiffLine, reasonWord } from "@/lib/studio/drafts/draft";
import { type FeedKind, feeds } from "@/lib/studio/feeds/feed-words";
import type { Preview } from "../subscriber";

const FEED_OF = {
  "new-information": "revisions",
  correction: "corrections",
  "method-change": "methods",
} as const satisfies Record<keyof typeof reasonWord, FeedKind>;

/** Whether a value takes the place of one that readers see. */
const replaces = ({ before }: DiffLine): boolean => before !== null && before.status !== "W";

/**
 * The record of what was revised, corrected and restated, with its three feeds. It is written with the publication, so
 * that no reader sees a value without it, and the feeds are read from it.
 */
export const preview: Preview = async ({ draft, lines }) => {
  const replaced = lines.filter(replaces);
  const found = Object.entries(FEED_OF).flatMap(([reason, feed]): BlastLine[] => {
    const count = replaced.filter(({ cell }) => cell.reason === reason).length;
    if (count === 0) return [];
    const href = `/feeds/${feed}?dataset=${draft.dataset}`;
    const what = `a new entry about ${counted(count, "value")}`;
    return [
      { where: `Feed of ${feeds[feed].title.toLowerCase()}`, href, what, before: null, after: null, change: null },
    ];
  });
  const count = replaced.length;
  return async () =>
    count === 0
      ? null
      : partOf({
          kind: "record",
          title: "Revisions and feeds",
          finding: `${counted(count, "value")} will be recorded with what ${count === 1 ? "it" : "each"} replaces and why, and told in the public feeds without figures`,
          lines: found,
        });
};
