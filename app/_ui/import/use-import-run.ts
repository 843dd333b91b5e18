import { useCallback, useEffect, useRef, useState } from "react";
import type { ImportEvent, Report } from "@/lib/studio/import/import-events";
import { followRun } from "./run-events";

type Of<K extends ImportEvent["kind"]> = Extract<ImportEvent, { kind: K }>;

/** How a run stands: what it says while it goes on, or how it ended. */
export type Run =
  | { state: "idle" }
  | { state: "running"; what: "check" | "apply"; progress: Of<"progress"> | null }
  | { state: "asked"; question: Of<"question">["question"] }
  | { state: "checked"; result: Of<"checked"> }
  | { state: "applied"; result: Of<"applied"> }
  | { state: "stopped"; what: "check" | "apply" }
  | { state: "failed"; words: string };

function after(event: ImportEvent, what: "check" | "apply"): Run {
  switch (event.kind) {
    case "progress":
      return { state: "running", what, progress: event };
    case "question":
      return { state: "asked", question: event.question };
    case "checked":
      return { state: "checked", result: event };
    case "applied":
      return { state: "applied", result: event };
    case "failed":
      return { state: "failed", words: event.problem.detail };
  }
}

type Said = {
  fixes?: Record<string, string | null>;
  answers?: Record<string, string>;
  add?: { column: number; name: string };
};

/**
 * Checks a file, puts it into the draft, and stops either; one run at a time, the last one asked for counts. `report`
 * is what the last run that came to its end found, which stays while the next one is on its way.
 */
export function useImportRun(dataset: string, upload: number) {
  const [run, setRun] = useState<Run>({ state: "idle" });
  const [report, setReport] = useState<Report | null>(null);
  const current = useRef<AbortController | null>(null);
  const start = useCallback(
    async (what: "check" | "apply", { fixes = {}, answers = {}, add }: Said = {}) => {
      current.current?.abort();
      const control = new AbortController();
      current.current = control;
      setRun({ state: "running", what, progress: null });
      const address = `/api/studio/import/${upload}/${what}?dataset=${dataset}`;
      try {
        const words = await followRun(
          address,
          what === "check" ? { fixes, answers, ...(add ? { add } : {}) } : {},
          (event) => {
            if (control.signal.aborted) return;
            setRun(after(event, what));
            if (event.kind === "checked" || event.kind === "applied") setReport(event);
          },
          control.signal,
        );
        if (words && !control.signal.aborted) setRun({ state: "failed", words });
      } catch (error) {
        if (!control.signal.aborted) throw error;
        if (current.current === control) setRun({ state: "stopped", what });
      }
    },
    [dataset, upload],
  );
  useEffect(() => () => current.current?.abort(), []);
  const stop = useCallback(() => current.current?.abort(), []);
  return { run, report, start, stop };
}
