import type { ReactNode } from "react";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { moveDraft, putBack } from "@/app/studio/drafts/actions";
import { CATALOGUE, type Draft } from "@/lib/studio/drafts/draft";
import own from "./draft-page.module.css";
import { ScheduleForm } from "./schedule-form";
import type { UsualMoment } from "./usual-moment";

type Props = {
  draft: Draft;
  mine: boolean;
  /** Why the viewer may not approve it; null where they may. */
  approvalRefused: string | null;
  blocking: number;
  /** Questions of the checks that nobody has answered. */
  unanswered: number;
  zones: readonly string[];
  usual: UsualMoment;
};

function Step(props: { draft: Draft; what: string; label: string; children?: ReactNode; primary?: boolean }) {
  const { draft, what, label, children, primary = false } = props;
  return (
    <ActionForm action={moveDraft} label={label}>
      <input type="hidden" name="draft" value={draft.id} />
      {children}
      <ActionButton name="what" value={what} primary={primary}>
        {label}
      </ActionButton>
    </ActionForm>
  );
}

function Words({
  name,
  label,
  required = false,
  value,
}: {
  name: string;
  label: string;
  required?: boolean;
  value?: string;
}) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        name={name}
        required={required}
        minLength={required ? 3 : undefined}
        maxLength={1000}
        size={40}
        defaultValue={value}
      />
    </label>
  );
}

const ClosesEdition = ({ draft, usual }: Pick<Props, "draft" | "usual">) =>
  draft.dataset === CATALOGUE ? null : (
    <label className={own.check}>
      <input
        type="checkbox"
        name="closes"
        defaultChecked={draft.closesEdition || (draft.state === "approved" && usual.closesEdition)}
      />
      Close an edition with it
    </label>
  );

function Open({ draft, mine, blocking }: Props) {
  if (!mine)
    return <p className={styles.muted}>{draft.author} is still working on it. You can comment on it meanwhile.</p>;
  return (
    <>
      {blocking > 0 ? (
        <p className={styles.muted}>It can be submitted once the checks below let it go on.</p>
      ) : (
        <Step draft={draft} what="submit" label="Submit for review" primary>
          <Words name="reason" label="Reason, as readers will see it" required value={draft.reason} />
        </Step>
      )}
    </>
  );
}

const stopsOf = ({ approvalRefused, blocking, unanswered }: Props): string | null => {
  if (approvalRefused !== null) return approvalRefused;
  if (blocking > 0) return "It cannot be approved before the checks below let it go on.";
  return unanswered > 0 ? "It can be approved once what the checks ask below is answered." : null;
};

function InReview(props: Props) {
  const { draft, mine } = props;
  const stopped = stopsOf(props);
  return (
    <>
      {stopped === null ? (
        <Step draft={draft} what="approve" label="Approve" primary>
          <input type="hidden" name="version" value={draft.version} />
          <Words name="note" label="Note, if you like" />
        </Step>
      ) : (
        <p className={styles.muted}>{stopped}</p>
      )}
      {mine ? (
        <Step draft={draft} what="take-back" label="Take back" />
      ) : (
        <Step draft={draft} what="send-back" label="Send back">
          <Words name="note" label="What is to be done" required />
        </Step>
      )}
    </>
  );
}

function Approved(props: Props) {
  const { draft, mine, zones, usual } = props;
  return (
    <>
      <Step draft={draft} what="publish" label="Publish now" primary>
        <ClosesEdition draft={draft} usual={usual} />
      </Step>
      <ActionForm action={moveDraft} label="Publish at a moment">
        <input type="hidden" name="draft" value={draft.id} />
        <ScheduleForm zones={zones} zone={draft.publishZone ?? usual.zone} start={usual.local} />
        <ClosesEdition draft={draft} usual={usual} />
        <ActionButton name="what" value="schedule">
          {draft.state === "scheduled" ? "Move to that moment" : "Schedule"}
        </ActionButton>
      </ActionForm>
      {draft.state === "scheduled" ? <Step draft={draft} what="unschedule" label="Take off the calendar" /> : null}
      {mine ? (
        <Step draft={draft} what="take-back" label="Take back" />
      ) : (
        <Step draft={draft} what="send-back" label="Send back">
          <Words name="note" label="What is to be done" required />
        </Step>
      )}
    </>
  );
}

function Published({ draft }: Props) {
  return (
    <ActionForm action={putBack} label="Revert">
      <input type="hidden" name="draft" value={draft.id} />
      <Words name="reason" label="Why it is to be put back" required />
      <ActionButton>Open a draft that reverts it</ActionButton>
    </ActionForm>
  );
}

/** What can be done next with a draft, by its state and by who asks; what cannot is explained and not offered. */
export function DraftSteps(props: Props) {
  const { state } = props.draft;
  if (state === "reverted" || state === "discarded") return null;
  return (
    <section className={styles.section} aria-labelledby="next">
      <h2 id="next">Next</h2>
      <div className={own.steps}>
        {state === "draft" ? <Open {...props} /> : null}
        {state === "in review" ? <InReview {...props} /> : null}
        {state === "approved" || state === "scheduled" ? <Approved {...props} /> : null}
        {state === "published" ? <Published {...props} /> : null}
      </div>
    </section>
  );
}
