import type { Edition, RecordEntry, Trace } from "@/lib/store/rows";
import { analystFor, authorFor } from "./analysts";
import type { Viewer } from "./viewer";

/** A publication with its author as the viewer may know them. */
export const authored = <T extends { author: string; authorKind: string }>(viewer: Viewer, one: T): T => ({
  ...one,
  author: authorFor(viewer, one),
});

/** The same of an entry of the record, which may name nobody. */
export const authoredEntry = (viewer: Viewer, entry: RecordEntry): RecordEntry =>
  entry.author === null ? entry : authored(viewer, { ...entry, author: entry.author });

/**
 * The same of every publication that a number comes from; of one that was made after `heldTo`, up to which a delay lets
 * the viewer know, nothing. A number can be known long before it is published here.
 */
export function authoredTrace(viewer: Viewer, trace: Trace, heldTo: string | null): Trace {
  const vintages = trace.vintages.map((one) => {
    if (one.release === null) return one;
    if (heldTo !== null && one.release.publishedAt > heldTo)
      return { ...one, release: null, recordedAt: null, readBy: null };
    return { ...one, release: authored(viewer, one.release) };
  });
  return { ...trace, vintages };
}

/** The same of an edition and of all that its report names. */
export function authoredEdition(viewer: Viewer, edition: Edition): Edition {
  const { closedBy, report } = edition;
  const list = report.changeSets.list.map((one) => authored(viewer, one));
  return {
    ...edition,
    closedBy: analystFor(viewer, closedBy),
    report: { ...report, changeSets: { ...report.changeSets, list } },
  };
}
