import type { Diff } from "@/lib/studio/drafts/diff-draft";
import type { Draft } from "@/lib/studio/drafts/draft";
import { draftSubject } from "./draft-names";

const STATE: Record<Draft["state"], string> = {
  draft: "is being edited",
  "in review": "waits for review",
  approved: "is approved",
  scheduled: "is scheduled",
  published: "is published",
  reverted: "was published and put back",
  discarded: "was discarded",
};

const counted = (count: number, words: string): string[] =>
  count > 0 ? [`${count.toLocaleString("en-US")} ${words}`] : [];

/** What a draft is, where it stands and how much it says, as one sentence. */
export function draftTitle(draft: Draft, { added, changed, withdrawn }: Diff): string {
  const sizes = [
    ...counted(changed, "changed"),
    ...counted(added, "new"),
    ...counted(withdrawn, "withdrawn"),
    ...counted(draft.items, draft.items === 1 ? "other change" : "other changes"),
  ];
  const says = sizes.length > 0 ? `: ${sizes.join(", ")}` : "";
  return `Draft ${draft.id} of ${draftSubject(draft.dataset)} ${STATE[draft.state]}${says}`;
}
