"use client";

import { Confidence, Status } from "@/lib/kernel/status";
import { Reason } from "@/lib/studio/drafts/draft";
import { ConfidenceOptions, ReasonOptions, StatusOptions } from "../studio/value-options";
import frame from "./frame.module.css";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { SourcePicker } from "./source-picker";
import { useSessionState } from "./use-session";

type Props = { session: GridSession; selected: number; onApply: () => void };

/** The stamp; on a narrow screen closed until it is wanted. */
export function StampBar({ narrow, ...props }: Props & { narrow: boolean; thin: boolean }) {
  const { stamp } = useSessionState(props.session);
  if (!narrow) return <Stamp {...props} />;
  return (
    <details>
      <summary>Source of what you enter: {stamp.sourceTitle ?? stamp.source ?? "none yet"}</summary>
      <Stamp {...props} thin={false} />
    </details>
  );
}

/** What goes along with each edit: source, status, confidence and reason. They stay from one edit to the next. */
function Stamp({ session, selected, thin, onApply }: Props & { thin: boolean }) {
  const { stamp, draft } = useSessionState(session);
  return (
    <section
      className={`${styles.stamp} ${thin ? `${frame.thin} ${frame.thinStamp}` : ""}`}
      aria-label="Source of what you enter"
    >
      <SourcePicker
        label="Source of what you enter"
        value={stamp.source === null ? null : { key: stamp.source, title: stamp.sourceTitle }}
        dataset={session.start.dataset.slug}
        draft={draft?.id ?? null}
        onPick={(source) => session.setStamp({ source: source?.key ?? null, sourceTitle: source?.title ?? null })}
        onBrought={(id) => session.drafted(id)}
      />
      <label>
        Status
        <select
          value={stamp.status ?? ""}
          onChange={(event) => session.setStamp({ status: Status.safeParse(event.target.value).data ?? null })}
        >
          <option value="">as before</option>
          <StatusOptions />
        </select>
      </label>
      <label>
        Confidence
        <select
          value={stamp.confidence ?? ""}
          onChange={(event) => session.setStamp({ confidence: Confidence.safeParse(event.target.value).data ?? null })}
        >
          <option value="">not said</option>
          <ConfidenceOptions />
        </select>
      </label>
      <label>
        Reason of a change
        <select
          value={stamp.reason ?? ""}
          onChange={(event) => session.setStamp({ reason: Reason.safeParse(event.target.value).data ?? null })}
        >
          <option value="">choose one</option>
          <ReasonOptions />
        </select>
      </label>
      <button type="button" onClick={onApply} disabled={selected === 0}>
        Apply to {selected === 0 ? "the selection" : `${selected.toLocaleString("en-US")} selected`}
      </button>
    </section>
  );
}
