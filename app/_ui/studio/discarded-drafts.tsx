import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import type { Draft } from "@/lib/studio/drafts/draft";
import { draftSize, draftSubject } from "./draft-names";
import { RestoreForm } from "./restore-draft";

/** The drafts that the viewer has discarded and can still restore. Nothing where there are none. */
export function DiscardedDrafts({ drafts, open }: { drafts: readonly Draft[]; open: readonly Draft[] }) {
  if (drafts.length === 0) return null;
  const beside = (dataset: string): number | null =>
    open.find((one) => one.dataset === dataset && one.state === "draft" && one.revertsId === null)?.id ?? null;
  return (
    <section className={styles.section} aria-labelledby="discarded">
      <h2 id="discarded">Discarded by you</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="discarded">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Draft</th>
              <th scope="col">Held</th>
              <th scope="col">Discarded</th>
              <th scope="col">Can be restored until</th>
              <th scope="col">Restore</th>
            </tr>
          </thead>
          <tbody>
            {drafts.map((draft) => (
              <tr key={draft.id}>
                <th scope="row">
                  <Link prefetch={false} href={`/studio/drafts/${draft.id}`}>
                    {draftSubject(draft.dataset)} <span className={styles.muted}>draft {draft.id}</span>
                  </Link>
                </th>
                <td>{draftSize(draft)}</td>
                <td>{formatInstant(draft.updatedAt)}</td>
                <td>{draft.restorableUntil ? formatInstant(draft.restorableUntil) : ""}</td>
                <td>
                  <RestoreForm draft={draft.id} into={draft.revertsId === null ? beside(draft.dataset) : null} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
