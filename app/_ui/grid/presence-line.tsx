"use client";

import { periodLabel } from "@/lib/kernel/period";
import type { Present } from "@/lib/studio/grid/presence";
import frame from "./frame.module.css";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { useRowsVersion, useSessionState } from "./use-session";

type Props = { session: GridSession; onGo: (index: number, column: string) => void };

/** Where somebody is, in words: the row's name where it is here, and the period. */
function placeOf(session: GridSession, { series, period, measure }: Present): string {
  if (measure !== session.start.query.measure)
    return session.start.dataset.measures[measure]?.label ?? "another measure";
  if (series === null || period === null) return "looking on";
  const index = session.indexOf(series);
  const title = index === null ? series : (session.row(index)?.title ?? series);
  return `${title}, ${periodLabel(period, session.measure.frequency)}`;
}

/** Who else has this grid open and where they are; a click goes there. */
export function PresenceLine({ session, onGo }: Props) {
  const { people, hearing } = useSessionState(session);
  useRowsVersion(session);
  if (hearing !== "yes")
    return (
      <p className={styles.warn} role="status" aria-label="Who else is here">
        {hearing === "signed-out"
          ? "Signed out: what others do is not heard"
          : "Offline: what others do is not heard for now"}
      </p>
    );
  return (
    // Not read out at each step that somebody takes.
    <div className={frame.people} role="group" aria-label="Who else is here">
      {people.map((one) => {
        const index = one.series === null ? null : session.indexOf(one.series);
        const [words, column] = [placeOf(session, one), one.period];
        return (
          <button
            key={one.person}
            type="button"
            disabled={index === null || column === null}
            title={`${one.name}: ${words}`}
            onClick={() => index !== null && column !== null && onGo(index, column)}
          >
            <span className={frame.person}>{one.name}</span> {words}
          </button>
        );
      })}
    </div>
  );
}
