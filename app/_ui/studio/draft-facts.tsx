import Link from "next/link";
import type { ReactNode } from "react";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { StateWord } from "@/app/_ui/desk/state-word";
import { Notice } from "@/app/_ui/notice";
import { keepProposed } from "@/app/studio/drafts/actions";
import { formatInstant } from "@/lib/kernel/format";
import type { Diff } from "@/lib/studio/drafts/diff-draft";
import { CATALOGUE, type Draft } from "@/lib/studio/drafts/draft";
import type { DraftEvent } from "@/lib/studio/drafts/draft-events";
import { draftSubject, workHref } from "./draft-names";
import { Moment } from "./moment";

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const DraftLink = ({ id }: { id: number }) => (
  <Link prefetch={false} href={`/studio/drafts/${id}`}>
    draft {id}
  </Link>
);

/** Told where the published values have moved under an open draft, with the way out for its author. */
function Moved({ draft, diff, mayEdit }: { draft: Draft; diff: Diff; mayEdit: boolean }) {
  const open = draft.changeSetId === null && draft.state !== "discarded";
  if (!open || diff.moved === 0) return null;
  const many = `${diff.moved.toLocaleString("en-US")} values were published anew since this draft edited them`;
  const what = diff.moved === 1 ? "One value was published anew since this draft edited it" : many;
  return (
    <Notice kind="warn" title={what}>
      <p>
        Both are shown below. Nothing is overwritten unseen: each proposed value has to be kept or taken back first.
      </p>
      {mayEdit && diff.moved > 1 ? (
        <ActionForm action={keepProposed} className={styles.inRow} label="Keep all proposed values">
          <input type="hidden" name="draft" value={draft.id} />
          <input type="hidden" name="seen" value={diff.newest ?? ""} />
          <ActionButton>Keep all proposed values</ActionButton>
        </ActionForm>
      ) : null}
    </Notice>
  );
}

const DONE: Partial<Record<DraftEvent["to"], string>> = {
  "in review": "Submitted",
  approved: "Approved",
  scheduled: "Scheduled",
  published: "Published",
  reverted: "Put back",
  discarded: "Discarded",
};

/** Who moved the draft on since it was last worked on, and when: the newest of each move. */
function movesOf(events: readonly DraftEvent[]): { name: string; by: string; at: string }[] {
  const since = events.slice(events.findLastIndex((one) => one.to === "draft") + 1);
  const newest = new Map(since.map((one) => [one.to, one]));
  return [...newest.values()].flatMap(({ to, by, at }) => {
    const name = DONE[to];
    return name ? [{ name, by: by ?? "the clock", at }] : [];
  });
}

/** Where a draft stands: state, reason, moment, and what it has to do with other drafts. */
export function DraftFacts(props: {
  draft: Draft;
  diff: Diff;
  events: readonly DraftEvent[];
  mine: boolean;
  acts: boolean;
}) {
  const { draft, diff, events, mine, acts } = props;
  const { state, dataset, reason, publishAt, publishZone, revertsId, revertedById, trouble, closesEdition } = draft;
  return (
    <>
      {trouble ? (
        <Notice kind="danger" title="It was not published as planned">
          {trouble}
        </Notice>
      ) : null}
      <Moved draft={draft} diff={diff} mayEdit={mine && acts && state === "draft"} />
      <dl className={styles.facts}>
        <Fact name="State">
          <StateWord state={state} />
        </Fact>
        <Fact name="Works on">
          <Link
            prefetch={false}
            href={dataset === CATALOGUE ? workHref(dataset) : `${workHref(dataset)}?draft=${draft.id}`}
          >
            {draftSubject(dataset)}
          </Link>
        </Fact>
        {reason ? <Fact name="Reason">{reason}</Fact> : null}
        {state === "scheduled" && publishAt ? (
          <Fact name="Will be published">
            <Moment at={publishAt} zone={publishZone} />
          </Fact>
        ) : null}
        {state === "draft" ? <Fact name="Saved">{formatInstant(draft.updatedAt)}</Fact> : null}
        {movesOf(events).map(({ name, by, at }) => (
          <Fact key={name} name={name}>
            {by}, <time dateTime={at}>{formatInstant(at)}</time>
          </Fact>
        ))}
        <Fact name="Past">
          <Link prefetch={false} href={`/studio/history?draft=${draft.id}`}>
            every step
          </Link>
        </Fact>
        {closesEdition ? (
          <Fact name="Edition">
            {draft.changeSetId ? (
              <Link prefetch={false} href={`/data/${dataset}/editions`}>
                closed with it
              </Link>
            ) : (
              "to be closed with it"
            )}
          </Fact>
        ) : null}
        {revertsId ? (
          <Fact name="Puts back">
            <DraftLink id={revertsId} />
          </Fact>
        ) : null}
        {revertedById ? (
          <Fact name="Put back by">
            <DraftLink id={revertedById} />
          </Fact>
        ) : null}
      </dl>
    </>
  );
}
