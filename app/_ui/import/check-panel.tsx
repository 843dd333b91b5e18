"use client";

import { useEffect, useRef, useState } from "react";
import type { Outcome } from "@/lib/studio/import/work";
import { FaultList } from "./fault-list";
import styles from "./import.module.css";
import { NotTakenList } from "./not-taken-list";
import { OutcomeNotice } from "./outcome-notice";
import { PreviewTable } from "./preview-table";
import { QuestionForm } from "./question-form";
import { RepairList } from "./repair-list";
import { RunProgress } from "./run-progress";
import { many, tallyWords } from "./tally-words";
import { useImportRun } from "./use-import-run";

type Props = { dataset: string; upload: number; name: string; outcome: Outcome | null };

/**
 * Checks a file as soon as it is shown, asks what it leaves open, lets what is rejected be repaired by cause or cell
 * by cell, says what is not taken, and puts the good values into the draft.
 */
export function CheckPanel({ dataset, upload, name, outcome }: Props) {
  const { run, report, start, stop } = useImportRun(dataset, upload);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void start("check");
  }, [start]);
  const again = (fixes: Record<string, string | null> = typed) => {
    // What was acted on is gone afterwards: the list's heading is where one goes on.
    heading.current?.focus();
    void start("check", { fixes });
    if (fixes === typed) setTyped({});
  };
  const corrected = Object.keys(typed).length;
  const busy = run.state === "running";
  const applied = run.state === "applied" ? run.result : null;
  const good = run.state === "checked" ? run.result.tally.good : 0;
  const acts = {
    busy,
    onFix: (fixes: Record<string, string>) => again({ ...typed, ...fixes }),
    onAdd: (column: number, added: string) => void start("check", { fixes: typed, add: { column, name: added } }),
  };
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
      {report && run.state !== "asked" ? (
        <p role="status">{busy ? "Checking again …" : tallyWords(report.tally, report.skipped)}</p>
      ) : null}
      <div className={styles.row}>
        {good > 0 && corrected === 0 ? (
          <button type="button" className={styles.primary} onClick={() => void start("apply")}>
            Put {many(good, "value")} into the draft
          </button>
        ) : null}
        {corrected > 0 && !busy ? (
          <button type="button" className={styles.primary} onClick={() => again()}>
            Check again with {many(corrected, "correction")}
          </button>
        ) : null}
        {run.state === "stopped" || run.state === "failed" || (applied && corrected === 0) ? (
          <button type="button" onClick={() => again()}>
            Check again
          </button>
        ) : null}
      </div>
      {report && run.state !== "asked" ? (
        <>
          <RepairList repairs={report.repairs} busy={busy} onUndo={(key) => again({ [key]: null })} />
          {report.groups.length > 0 ? (
            <FaultList
              dataset={dataset}
              upload={upload}
              report={report}
              acts={acts}
              fixes={typed}
              onType={(place, text) => setTyped((before) => ({ ...before, [place]: text }))}
              onSubmit={() => again()}
              heading={heading}
            />
          ) : null}
          <NotTakenList entries={report.notTaken} />
        </>
      ) : null}
      {run.state === "checked" && run.result.preview.length > 0 ? (
        <PreviewTable preview={run.result.preview} of={run.result.tally.good} />
      ) : null}
    </div>
  );
}
