import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { Notice } from "@/app/_ui/notice";
import { bringBack } from "@/app/studio/drafts/actions";
import { formatInstant } from "@/lib/kernel/format";
import type { Draft } from "@/lib/studio/drafts/draft";
import { draftSize } from "./draft-names";

/** Takes a discarded draft back into work. `into` puts what it held into the draft that is open beside it. */
export function RestoreForm({ draft, into = null }: { draft: number; into?: number | null }) {
  return (
    <ActionForm action={bringBack} className={styles.inRow} label={`Restore draft ${draft}`}>
      <input type="hidden" name="draft" value={draft} />
      <input type="hidden" name="into" value={into === null ? "itself" : "open"} />
      <ActionButton>{into === null ? "Restore" : `Put its values into draft ${into}`}</ActionButton>
    </ActionForm>
  );
}

/** Says on the page of a discarded draft whether it can come back, and how. */
export function RestoreNotice({ draft, openBeside, mine }: { draft: Draft; openBeside: number | null; mine: boolean }) {
  const { id, restorableUntil } = draft;
  if (restorableUntil === null)
    return (
      <Notice kind="plain" title="It was discarded more than 30 days ago">
        What it held is deleted. What was said of it and how it came here is kept.
      </Notice>
    );
  return (
    <Notice kind="plain" title={`It can be restored until ${formatInstant(restorableUntil)}`}>
      {mine && openBeside === null ? <RestoreForm draft={id} /> : null}
      {mine && openBeside !== null ? (
        <>
          <p>
            Your draft {openBeside} of the same dataset is open. What this one holds ({draftSize(draft)}) can be put
            into it, as one step that can be undone; where both have a value, draft {openBeside} keeps its own.
          </p>
          <RestoreForm draft={id} into={openBeside} />
        </>
      ) : null}
      {mine ? null : <p>{draft.author} can do so.</p>}
    </Notice>
  );
}
