"use client";

import Link from "next/link";
import { useState } from "react";
import { formatInstant } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import { Confidence, Status } from "@/lib/kernel/status";
import { type CellContent, Reason } from "@/lib/studio/drafts/draft";
import type { GridRow } from "@/lib/studio/grid/grid";
import { ConfidenceOptions, ReasonOptions, StatusOptions } from "../studio/value-options";
import { clear, enter, settleConflict, settleMoved, type Spot, take } from "./cell-acts";
import { fullText, type ShownMeasure } from "./cell-text";
import { CellPast } from "./cell-past";
import type { CellView } from "./cell-view";
import { valueWords } from "./describe-cell";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import { SourcePicker } from "./source-picker";
import { useCell, useRow, useSessionState } from "./use-session";

type Part = { session: GridSession; spot: Spot; view: CellView; measure: ShownMeasure };

/** Two values for one cell, and a choice between them. */
function Choice(props: { words: string; mine: string; theirs: string; onMine: () => void; onTheirs: () => void }) {
  return (
    <div className={styles.alert} role="alert">
      <p>{props.words}</p>
      <dl className={styles.rivals}>
        <div>
          <dt>Yours</dt>
          <dd>{props.mine}</dd>
        </div>
        <div>
          <dt>Theirs</dt>
          <dd>{props.theirs}</dd>
        </div>
      </dl>
      <button type="button" onClick={props.onMine}>
        Keep mine
      </button>
      <button type="button" onClick={props.onTheirs}>
        Take theirs
      </button>
    </div>
  );
}

function Disputes({ session, spot, view, measure }: Part) {
  const conflict = view.trouble?.conflict;
  if (conflict)
    return (
      <Choice
        words={`Changed elsewhere meanwhile${conflict.theirs ? `, by ${conflict.theirs.editedBy} at ${formatInstant(conflict.theirs.editedAt)}` : ""}. Nothing was overwritten.`}
        mine={conflict.mine ? valueWords(conflict.mine, measure) : "no proposal"}
        theirs={conflict.theirs ? valueWords(conflict.theirs, measure) : "no proposal"}
        onMine={() => settleConflict(session, spot, "mine")}
        onTheirs={() => settleConflict(session, spot, "theirs")}
      />
    );
  if (view.moved && view.proposed)
    return (
      <Choice
        words="What is published has changed since you edited this cell."
        mine={valueWords(view.proposed, measure)}
        theirs={valueWords(view.published, measure)}
        onMine={() => settleMoved(session, spot, "mine")}
        onTheirs={() => settleMoved(session, spot, "theirs")}
      />
    );
  if (view.trouble)
    return (
      <p className={styles.alert} role="alert">
        Not taken: {view.trouble.message}. What stood here before still holds.
        {view.trouble.readings?.map((text) => (
          <button key={text} type="button" onClick={() => enter(session, spot, text)}>
            {text}
          </button>
        ))}
      </p>
    );
  return null;
}

function Rivals({ view, measure }: { view: CellView; measure: ShownMeasure }) {
  const others = [...(view.own ? [view.own] : []), ...view.rivals];
  if (others.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="Other drafts">
      {others.map((rival) => (
        <li key={rival.draft}>
          <span className={styles.rivalMark} aria-hidden="true">
            {rival.mine ? "◇" : "◆"}
          </span>{" "}
          {rival.mine ? "You propose" : `${rival.author} proposes`} {valueWords(rival, measure)} in{" "}
          <Link href={`/studio/drafts/${rival.draft}`} prefetch={false}>
            {rival.mine ? "your" : "a"} draft that is {rival.state === "draft" ? "open" : rival.state}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Types a value into the cell without the sheet: for a touch screen, and for who works with a screen reader. */
function ValueForm({ session, spot, view, measure }: Part) {
  const standing = view.trouble?.text ?? fullText(view.proposed ?? view.published, measure);
  const [text, setText] = useState(standing);
  const put = () => {
    if (text !== standing) enter(session, spot, text);
  };
  return (
    <form
      className={styles.valueForm}
      aria-label="Value of the selected cell"
      onSubmit={(event) => {
        event.preventDefault();
        put();
      }}
    >
      <label>
        Value
        <input value={text} inputMode="decimal" autoComplete="off" onChange={(event) => setText(event.target.value)} />
      </label>
      <button type="submit">Enter</button>
      {view.proposed ? (
        <button type="button" onClick={() => clear(session, [spot])}>
          Take back
        </button>
      ) : view.published ? (
        <button type="button" onClick={() => clear(session, [spot])}>
          Withdraw
        </button>
      ) : null}
    </form>
  );
}

/** What the proposal says besides its value, each part to be changed by itself. */
function Fields({ session, spot, view }: Omit<Part, "measure">) {
  const { draft } = useSessionState(session);
  const { proposed, published } = view;
  const [note, setNote] = useState(proposed?.note ?? "");
  if (!proposed) return null;
  const change = (part: Partial<CellContent>) =>
    take(session, "stamp", [{ ...spot, content: { ...proposed, ...part } }]);
  const lacks = (one: "source" | "reason") => (view.lacks.includes(one) ? styles.lacking : undefined);
  return (
    <div className={styles.fields}>
      <div className={lacks("source")}>
        <SourcePicker
          label="Source of this value"
          value={proposed.source === null ? null : { key: proposed.source, title: null }}
          dataset={session.start.dataset.slug}
          draft={draft?.id ?? null}
          onPick={(source) => change({ source: source?.key ?? null })}
          onBrought={(id) => session.drafted(id)}
        />
      </div>
      {proposed.status === "W" ? null : (
        <label>
          Status
          <select
            value={proposed.status}
            onChange={(event) => change({ status: Status.safeParse(event.target.value).data ?? proposed.status })}
          >
            <StatusOptions />
          </select>
        </label>
      )}
      <label>
        Confidence
        <select
          value={proposed.confidence ?? ""}
          onChange={(event) => change({ confidence: Confidence.safeParse(event.target.value).data ?? null })}
        >
          <option value="">not said</option>
          <ConfidenceOptions />
        </select>
      </label>
      {published ? (
        <label className={lacks("reason")}>
          Reason of the change
          <select
            value={proposed.reason ?? ""}
            onChange={(event) => change({ reason: Reason.safeParse(event.target.value).data ?? null })}
          >
            <option value="">choose one</option>
            <ReasonOptions />
          </select>
        </label>
      ) : null}
      <label>
        Note
        <input
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.target.value)}
          onBlur={() => note !== (proposed.note ?? "") && change({ note: note.trim() || null })}
        />
      </label>
    </div>
  );
}

function Standing({ view, row, measure }: { view: CellView; row: GridRow; measure: ShownMeasure }) {
  const { published, saved } = view;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Published</dt>
        <dd>
          {valueWords(published, measure)}
          {published ? `, ${published.source}` : ""}
        </dd>
      </div>
      {view.proposed ? (
        <div>
          <dt>Proposed</dt>
          <dd>
            {valueWords(view.proposed, measure)}
            {saved && !view.waiting ? `, ${saved.editedBy} ${formatInstant(saved.editedAt)}` : ", not saved yet"}
          </dd>
        </div>
      ) : null}
      <div>
        <dt>Series</dt>
        <dd>
          <code>{row.series}</code>
        </dd>
      </div>
    </dl>
  );
}

/** The selected cell with all that is known of it, and everything about it that can be decided. */
export function CellPanel({ session, spot }: { session: GridSession; spot: Spot }) {
  const [row, view] = [useRow(session, spot.index), useCell(session, spot.index, spot.column)];
  if (!row || !view) return <p className={styles.muted}>This row is on its way.</p>;
  const measure = { ...session.measure, unit: row.unit };
  const part = { session, spot, view, measure };
  const state = `${view.period} ${fullText(view.proposed ?? view.published, measure)} ${view.trouble?.text ?? ""}`;
  return (
    <section className={styles.panel} aria-label="Selected cell">
      <h2>
        {periodLabel(spot.column, session.measure.frequency)} <span className={styles.muted}>{row.title}</span>
      </h2>
      <Disputes {...part} />
      {session.start.locked === null ? <ValueForm key={`${row.series} ${state}`} {...part} /> : null}
      <Standing view={view} row={row} measure={measure} />
      <Rivals view={view} measure={measure} />
      {view.published || view.saved ? (
        <CellPast
          key={`${row.series} ${view.period} past`}
          series={row.series}
          period={view.period}
          version={view.saved?.version}
        />
      ) : null}
      {session.start.locked === null ? (
        <Fields
          key={`${row.series} ${view.period} ${view.proposed?.note ?? ""}`}
          session={session}
          spot={spot}
          view={view}
        />
      ) : null}
    </section>
  );
}
