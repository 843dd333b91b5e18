import { z } from "zod";
import { Confidence, Status } from "@/lib/kernel/status";
import { Reason } from "@/lib/studio/drafts/draft";
import { NO_STAMP, type Stamp } from "./compose-content";

const Kept = z.object({
  source: z.string().nullable(),
  sourceTitle: z.string().nullable(),
  status: Status.nullable(),
  confidence: Confidence.nullable(),
  reason: Reason.nullable(),
}) satisfies z.ZodType<Stamp>;

const keyOf = (person: string, dataset: string): string => `halfpitch.studio.stamp ${person} ${dataset}`;

/** The stamp that this person used last in this dataset, else what is usual there. */
export function readStamp(
  person: string,
  dataset: string,
  usual?: Pick<Stamp, "source" | "sourceTitle" | "status">,
): Stamp {
  try {
    return Kept.parse(JSON.parse(localStorage.getItem(keyOf(person, dataset)) ?? ""));
  } catch {
    const { source = null, sourceTitle = null, status = null } = usual ?? {};
    return { ...NO_STAMP, source, sourceTitle, status };
  }
}

/** Remembers the stamp. A full or closed store only means that it is asked for again next time. */
export function writeStamp(person: string, dataset: string, stamp: Stamp): void {
  try {
    localStorage.setItem(keyOf(person, dataset), JSON.stringify(stamp));
  } catch {
    // Nothing of an edit is lost by it.
  }
}
