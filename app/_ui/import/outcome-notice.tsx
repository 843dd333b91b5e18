import Link from "next/link";
import { formatInstant } from "@/lib/kernel/format";
import type { Outcome } from "@/lib/studio/import/work";
import { Notice } from "../notice";
import { tallyWords } from "./tally-words";

/** That a file went into a draft, and where to go from there. */
export function OutcomeNotice({ dataset, name, outcome }: { dataset: string; name: string; outcome: Outcome | null }) {
  if (!outcome) return null;
  const { draft, tally, at } = outcome;
  const title = `${tally.good.toLocaleString("en-US")} ${tally.good === 1 ? "value" : "values"} of ${name} went into draft ${draft}`;
  return (
    <Notice kind="ok" title={title}>
      <p>
        {formatInstant(at)}. {tallyWords(tally)}{" "}
        <Link href={`/studio/drafts/${draft}`} prefetch={false}>
          Look at the draft
        </Link>
        , or{" "}
        <Link href={`/studio/${dataset}`} prefetch={false}>
          go on in the grid
        </Link>
        . One undo there takes the whole import back.
      </p>
    </Notice>
  );
}
