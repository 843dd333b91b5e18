import type { Route } from "next";
import Link from "next/link";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { putAway } from "@/app/studio/drafts/actions";
import type { Draft } from "@/lib/studio/drafts/draft";
import type { DraftGroup } from "@/lib/studio/drafts/group-draft";
import { AskDialog } from "./ask-dialog";
import dialog from "./ask-dialog.module.css";
import { draftSize } from "./draft-names";

const valueCount = (count: number): string => `${count.toLocaleString("en-US")} ${count === 1 ? "value" : "values"}`;

/** Where a draft can be put away: at the end of its page, far from where it is submitted, and not without a question. */
export function DiscardSection({ draft }: { draft: Draft }) {
  return (
    <section className={styles.section} aria-labelledby="discard">
      <h2 id="discard">Put it away</h2>
      <p className={styles.said}>
        <Link id="ask-discard" prefetch={false} scroll={false} href={`/studio/drafts/${draft.id}?ask=discard`}>
          Discard this draft…
        </Link>{" "}
        <span className={styles.muted}>It asks first, and the draft can be restored for 30 days.</span>
      </p>
    </section>
  );
}

function Loss({ draft, loss }: { draft: Draft; loss: readonly DraftGroup[] }) {
  const shown = loss.reduce((sum, one) => sum + one.cells, 0);
  const rest = draft.cells - shown;
  return (
    <table className={styles.table}>
      <tbody>
        {loss.map(({ key, title, cells }) => (
          <tr key={key}>
            <th scope="row" className={styles.series}>
              {title}
            </th>
            <td className={styles.number}>{valueCount(cells)}</td>
          </tr>
        ))}
        {rest > 0 ? (
          <tr>
            <th scope="row">further series</th>
            <td className={styles.number}>{valueCount(rest)}</td>
          </tr>
        ) : null}
        {draft.items > 0 ? (
          <tr>
            <th scope="row">sources, entities, relations, events and merges</th>
            <td className={styles.number}>{draft.items.toLocaleString("en-US")}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

/** Asks before a draft is put away, and says what is in it. */
export function DiscardDialog({ draft, loss }: { draft: Draft; loss: readonly DraftGroup[] }) {
  const back: Route = `/studio/drafts/${draft.id}`;
  return (
    <AskDialog title={`Discard draft ${draft.id} with ${draftSize(draft)}?`} back={back}>
      <Loss draft={draft} loss={loss} />
      <p>
        Nothing published changes. You can restore the draft from your desk for 30 days; after that it is deleted for
        good.
      </p>
      <div className={dialog.answers}>
        <Link prefetch={false} scroll={false} href={back}>
          Keep the draft
        </Link>
        <ActionForm action={putAway} label="Discard">
          <input type="hidden" name="draft" value={draft.id} />
          <ActionButton>Discard it</ActionButton>
        </ActionForm>
      </div>
    </AskDialog>
  );
}
