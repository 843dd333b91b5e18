import type { ReactNode } from "react";
import { ActionButton, ActionForm, type Said } from "@/app/_ui/desk/action-form";
import desk from "@/app/_ui/desk/desk.module.css";
import { restoreLost, restorePast } from "@/app/studio/history/actions";
import type { CellEvent } from "@/lib/studio/history/history";
import styles from "./history.module.css";
import { ReasonOptions } from "./value-options";

function Restoring(props: {
  action: (before: Said, form: FormData) => Promise<Said>;
  label: string;
  summary: string;
  children: ReactNode;
}) {
  const { action, label, summary, children } = props;
  return (
    <details className={styles.restore}>
      <summary>{summary}</summary>
      <ActionForm action={action} label={label}>
        {children}
        <label className={desk.field}>
          <span>Reason</span>
          <select name="reason" defaultValue="correction">
            <ReasonOptions />
          </select>
        </label>
        <label className={desk.field}>
          <span>Why, in a few words</span>
          <input name="why" required minLength={3} maxLength={300} autoComplete="off" />
        </label>
        <ActionButton>Put into my draft</ActionButton>
      </ActionForm>
    </details>
  );
}

/** Puts what an event left behind into the analyst's draft. Nothing for what stands, was withdrawn or was only held. */
export function RestoreForm({ series, event }: { series: string; event: CellEvent }) {
  const { kind, after, stands, period, step, knownAt, at } = event;
  if (stands || kind === "held" || !after || after.status === "W") return null;
  return (
    <Restoring action={restorePast} label={`Restore ${event.key}`} summary="Restore this value">
      <input type="hidden" name="series" value={series} />
      <input type="hidden" name="period" value={period} />
      {step ? (
        <input type="hidden" name="step" value={step.id} />
      ) : (
        <>
          <input type="hidden" name="knownAt" value={knownAt ?? ""} />
          <input type="hidden" name="recordedAt" value={at} />
        </>
      )}
    </Restoring>
  );
}

/** Puts the last values of all that is withdrawn of a series, or of one of its cells, into the analyst's draft. */
export function RestoreLostForm(props: { series: string; period: string | undefined; withdrawn: number }) {
  const { series, period, withdrawn } = props;
  if (withdrawn === 0) return null;
  const summary = period
    ? "This cell is withdrawn. Bring its last value back"
    : `${withdrawn} ${withdrawn === 1 ? "period is" : "periods are"} withdrawn. Bring the last values back`;
  return (
    <Restoring action={restoreLost} label="Bring withdrawn values back" summary={summary}>
      <input type="hidden" name="series" value={series} />
      {period ? <input type="hidden" name="period" value={period} /> : null}
    </Restoring>
  );
}
