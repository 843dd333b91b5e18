"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { z } from "zod";
import { formatInstant } from "@/lib/kernel/format";
import { type CellEvent, HistoryPage, type SeriesPlace } from "@/lib/studio/history/history";
import { cellPastHref } from "./draft-names";
import styles from "./history.module.css";
import { PastValue } from "./past-value";
import { eventWords, reasonOf } from "./past-words";

const SHOWN = 20;
const Problem = z.object({ detail: z.string() });

type State = { kind: "asking" } | { kind: "refused"; words: string } | { kind: "there"; page: HistoryPage };

async function request(series: string, period: string, signal: AbortSignal): Promise<State> {
  const params = new URLSearchParams({ series, period, limit: String(SHOWN) });
  const answer = await fetch(`/api/studio/history?${params}`, { signal });
  const body: unknown = await answer.json();
  if (answer.ok) return { kind: "there", page: HistoryPage.parse(body) };
  // A cell that nobody has touched yet has no past: that is not a failure.
  if (answer.status === 404) return { kind: "refused", words: "Nothing has happened here yet." };
  const problem = Problem.safeParse(body);
  return { kind: "refused", words: problem.success ? problem.data.detail : "The history could not be read." };
}

function Event({ event, place: { unit, decimals } }: { event: CellEvent; place: SeriesPlace }) {
  const { at, by, before, after, why, note, source, step, stands } = event;
  return (
    <li className={step?.undone ? styles.undone : undefined}>
      <div className={styles.line}>
        <span>
          {eventWords(event)}
          {stands ? <span className={styles.stands}> stands</span> : null}
        </span>
        <span className={styles.small}>{formatInstant(at)}</span>
      </div>
      <div>
        <PastValue past={before} unit={unit} decimals={decimals} /> →{" "}
        <PastValue past={after} unit={unit} decimals={decimals} />
      </div>
      <div className={styles.small}>{[by, reasonOf(event), why].filter(Boolean).join(" · ")}</div>
      {source ? <div className={styles.small}>{source.title}</div> : null}
      {note ? <div className={styles.small}>{note}</div> : null}
    </li>
  );
}

/**
 * The newest of what happened to a cell, with the way to all of it. `version` is whatever changes when the cell does: it
 * is asked again then.
 */
export function CellHistory({
  series,
  period,
  version,
}: {
  series: string;
  period: string;
  version?: string | number | undefined;
}) {
  const [state, setState] = useState<State>({ kind: "asking" });
  useEffect(() => {
    const stop = new AbortController();
    request(series, period, stop.signal).then(setState, () => {
      if (!stop.signal.aborted)
        setState({ kind: "refused", words: "The server cannot be reached. Try again in a moment." });
    });
    return () => stop.abort();
  }, [series, period, version]);
  if (state.kind === "asking") return <p className={styles.small}>Reading the history …</p>;
  if (state.kind === "refused") return <p className={styles.small}>{state.words}</p>;
  const { place, events, next } = state.page;
  return (
    <>
      {events.length === 0 ? <p className={styles.small}>Nothing has happened here yet.</p> : null}
      <ol className={styles.events}>
        {events.map((event) => (
          <Event key={event.key} event={event} place={place} />
        ))}
      </ol>
      <p className={styles.small}>
        <Link href={cellPastHref(series, period)}>
          {next ? "All of it, to restore a value" : "Restore one of these"}
        </Link>
      </p>
    </>
  );
}
