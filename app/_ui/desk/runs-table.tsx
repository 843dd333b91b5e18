import Link from "next/link";
import { formatInstant } from "@/lib/kernel/format";
import type { RunLine } from "@/lib/studio/refresh/read-desk";
import styles from "./desk.module.css";
import { StateWord } from "./state-word";

const TRIGGER = { schedule: "schedule", person: "by hand", command: "command", replay: "replay" } as const;

export const megabytes = (bytes: number): string =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e3).toFixed(bytes >= 1e4 ? 0 : 1)} kB`;

const seconds = ({ startedAt, endedAt }: RunLine): string =>
  endedAt ? `${Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000))} s` : "–";

/** Runs, newest first: what each asked, saw, published and held. */
export function RunsTable({ runs, caption }: { runs: readonly RunLine[]; caption: string }) {
  if (runs.length === 0) return <p className={styles.muted}>It has never run.</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Started</th>
            <th scope="col">State</th>
            <th scope="col">Why</th>
            {["Took", "Requests", "Taken", "Seen", "Accepted", "Published", "Held", "Rejected", "Passed over"].map(
              (word) => (
                <th key={word} scope="col" className={styles.number}>
                  {word}
                </th>
              ),
            )}
            <th scope="col">Error</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <th scope="row">
                <Link href={`/studio/refresh/runs/${run.id}`}>{run.id}</Link>
              </th>
              <td>{formatInstant(run.startedAt)}</td>
              <td>
                <StateWord state={run.state} />
              </td>
              <td>
                {TRIGGER[run.trigger]}
                {run.trigger === "schedule" || run.trigger === "command" ? "" : `, ${run.startedBy}`}
                {run.replayOf ? `, of run ${run.replayOf}` : ""}
              </td>
              <td className={styles.number}>{seconds(run)}</td>
              <td className={styles.number}>{run.requests}</td>
              <td className={styles.number}>{megabytes(run.bytes)}</td>
              {[run.seen, run.accepted, run.appended, run.held, run.rejected, run.passed].map((count, at) => (
                <td key={`${run.id} ${at}`} className={styles.number}>
                  {count.toLocaleString("en-US")}
                </td>
              ))}
              <td className={styles.words}>{run.error ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
