import Link from "next/link";
import type { ReactNode } from "react";
import styles from "@/app/_ui/desk/desk.module.css";
import { StateWord } from "@/app/_ui/desk/state-word";
import { formatInstant } from "@/lib/kernel/format";
import type { Draft } from "@/lib/studio/drafts/draft";
import { draftSize, draftSubject } from "./draft-names";
import { Moment } from "./moment";

function When({ draft }: { draft: Draft }) {
  if (draft.state === "scheduled" && draft.publishAt) return <Moment at={draft.publishAt} zone={draft.publishZone} />;
  return <time dateTime={draft.updatedAt}>{formatInstant(draft.updatedAt)}</time>;
}

function DraftRow({ draft, author }: { draft: Draft; author: boolean }) {
  const { id, dataset, state, reason, trouble, revertsId, revertedById } = draft;
  return (
    <tr>
      <th scope="row">
        <Link prefetch={false} href={`/studio/drafts/${id}`}>
          {draftSubject(dataset)} <span className={styles.muted}>draft {id}</span>
        </Link>
      </th>
      <td>{draftSize(draft)}</td>
      <td>
        <StateWord state={state} />
      </td>
      <td>
        <When draft={draft} />
      </td>
      {author ? <td>{draft.author}</td> : null}
      <td className={styles.words}>
        {reason}
        {revertsId ? (
          <span className={styles.below}>
            puts back{" "}
            <Link prefetch={false} href={`/studio/drafts/${revertsId}`}>
              draft {revertsId}
            </Link>
          </span>
        ) : null}
        {revertedById ? (
          <span className={styles.below}>
            put back by{" "}
            <Link prefetch={false} href={`/studio/drafts/${revertedById}`}>
              draft {revertedById}
            </Link>
          </span>
        ) : null}
        {trouble ? <span className={`${styles.below} ${styles.bad}`}>Not published as planned: {trouble}</span> : null}
      </td>
    </tr>
  );
}

/** A list of drafts under a heading; what is said where there are none keeps the desk's order the same every day. */
export function DraftTable(props: {
  id: string;
  title: string;
  when: string;
  drafts: readonly Draft[];
  author?: boolean;
  empty: ReactNode;
}) {
  const { id, title, when, drafts, author = true, empty } = props;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {drafts.length === 0 ? (
        <p className={styles.muted}>{empty}</p>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby={id}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Draft</th>
                <th scope="col">Proposes</th>
                <th scope="col">State</th>
                <th scope="col">{when}</th>
                {author ? <th scope="col">By</th> : null}
                <th scope="col">Reason</th>
              </tr>
            </thead>
            <tbody>
              {drafts.map((draft) => (
                <DraftRow key={draft.id} draft={draft} author={author} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
