import Link from "next/link";
import { Notice } from "@/app/_ui/notice";
import type { Draft } from "@/lib/studio/drafts/draft";

/** Says above a grid which drafts of one's own wait, and where all that they hold is. Nothing where none does. */
export function WaitingDrafts({
  drafts,
  dataset,
}: {
  drafts: readonly Pick<Draft, "id" | "state">[];
  dataset: string;
}) {
  if (drafts.length === 0) return null;
  return (
    <Notice kind="plain">
      <p>
        {drafts.map(({ id, state }) => (
          <span key={id}>
            <Link href={`/studio/drafts/${id}`} prefetch={false}>{`Your draft ${id}`}</Link> is {state} (
            <Link href={`/studio/${dataset}?draft=${id}`} prefetch={false}>
              see it in the grid
            </Link>
            ).{" "}
          </span>
        ))}
        {drafts.length === 1 ? "Its" : "Their"} values stand here marked ◇; what you enter now goes into another draft.
        To change them, take the draft back on its page.
      </p>
    </Notice>
  );
}
