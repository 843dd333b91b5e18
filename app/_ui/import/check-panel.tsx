"use client";

import { useEffect, useState } from "react";
import type { Outcome } from "@/lib/studio/import/work";
import { FaultsTable } from "./faults-table";
import styles from "./import.module.css";
import { OutcomeNotice } from "./outcome-notice";
import { PreviewTable } from "./preview-table";
import { QuestionForm } from "./question-form";
import { RunProgress } from "./run-progress";
import { tallyWords } from "./tally-words";
import { useImportRun } from "./use-import-run";

type Props = { dataset: string; upload: number; name: string; outcome: Outcome | null };

const many = (count: number, one: string): string => `${count.toLocaleString("en-US")} ${one}${count === 1 ? "" : "s"}`;

/** Checks a file as soon as it is shown, lets its rejected cells be corrected, and puts the good values into the draft. */
export function CheckPanel({ dataset, upload, name, outcome }: Props) {
  const { run, start, stop } = useImportRun(dataset, upload);
  const [fixes, setFixes] = useState<Record<string, string>>({});
  useEffect(() => {
    void start("check");
  }, [start]);
  const again = () => {
    void start("check", { fixes });
    setFixes({});
  };
  const corrected = Object.keys(fixes).length;
  const checked = run.state === "checked" ? run.result : null;
  const applied = run.state === "applied" ? run.result : null;
  const faults = checked?.faults ?? applied?.faults ?? [];
  const bad = (checked?.tally ?? applied?.outcome.tally)?.bad ?? 0;
  return (
    <div className={styles.form}>
      {applied || outcome ? (
        <OutcomeNotice dataset={dataset} name={name} outcome={applied?.outcome ?? outcome} />
      ) : null}
      {run.state === "running" ? <RunProgress run={run} onStop={stop} /> : null}
      {run.state === "asked" ? (
        <QuestionForm question={run.question} onAnswer={(answers) => void start("check", { answers })} />
      ) : null}
      {run.state === "stopped" ? <p role="status">Stopped. The draft is as it was.</p> : null}
      {run.state === "failed" ? (
        <p className={styles.bad} role="alert">
          {run.words}
        </p>
      ) : null}
      {checked ? <p role="status">{tallyWords(checked.tally)}</p> : null}
      <div className={styles.row}>
        {checked && checked.tally.good > 0 && corrected === 0 ? (
          <button type="button" className={styles.primary} onClick={() => void start("apply")}>
            Put {many(checked.tally.good, "value")} into the draft
          </button>
        ) : null}
        {corrected > 0 && run.state !== "running" ? (
          <button type="button" className={styles.primary} onClick={again}>
            Check again with {many(corrected, "correction")}
          </button>
        ) : null}
        {run.state === "stopped" || run.state === "failed" || (applied && corrected === 0) ? (
          <button type="button" onClick={again}>
            Check again
          </button>
        ) : null}
      </div>
      {faults.length > 0 ? (
        <FaultsTable
          dataset={dataset}
          upload={upload}
          faults={faults}
          bad={bad}
          fixes={fixes}
          onFix={(place, text) => setFixes((before) => ({ ...before, [place]: text }))}
          onSubmit={again}
        />
      ) : null}
      {checked && checked.preview.length > 0 ? (
        <PreviewTable preview={checked.preview} of={checked.tally.good} />
      ) : null}
    </div>
  );
}
