import styles from "./import.module.css";
import type { Run } from "./use-import-run";

const count = (number: number): string => number.toLocaleString("en-US");

function words({ what, progress }: Extract<Run, { state: "running" }>): string {
  if (!progress) return what === "check" ? "Opening the file" : "Getting ready";
  const { phase, done, of, good, bad } = progress;
  if (phase === "looking") return `Looked through ${count(done)} rows`;
  if (phase === "saving") return `Saved ${count(done)} of ${count(of ?? 0)} values`;
  return `Checked ${count(done)} of ${count(of ?? done)} rows: ${count(good)} good, ${count(bad)} rejected`;
}

/** How far a run has come, and a way to stop it. */
export function RunProgress({ run, onStop }: { run: Extract<Run, { state: "running" }>; onStop: () => void }) {
  const { progress } = run;
  const share = progress?.of ? progress.done / progress.of : undefined;
  return (
    <div className={styles.progress}>
      <progress
        value={share}
        max={1}
        aria-label={run.what === "check" ? "Checking the file" : "Putting values into the draft"}
      />
      <span role="status">{words(run)}</span>
      <button type="button" onClick={onStop}>
        Cancel
      </button>
    </div>
  );
}
