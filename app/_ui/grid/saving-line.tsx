"use client";

import type { SavingState } from "./edit-queue";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";

const edits = (count: number): string => `${count.toLocaleString("en-US")} ${count === 1 ? "edit" : "edits"}`;
const clock = (at: Date): string => at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

/** How saving stands, in a few words. */
function words({ phase, waiting, savedAt }: SavingState): string {
  switch (phase) {
    case "saved":
      return savedAt ? `saved ${clock(savedAt)}` : "all saved";
    case "saving":
      return "saving…";
    case "offline":
      return `offline, ${edits(waiting)} kept here`;
    case "signed-out":
      return `signed out, ${edits(waiting)} kept here`;
    case "stopped":
      return `not saved, ${edits(waiting)} kept here`;
  }
}

/** What to do where edits wait, in a sentence. */
function Trouble({ session, saving }: { session: GridSession; saving: SavingState }) {
  const { queue } = session;
  if (saving.phase === "signed-out")
    return (
      <div className={styles.alert} role="alert">
        <p>
          Your session has ended. {edits(saving.waiting)} {saving.waiting === 1 ? "is" : "are"} kept in this browser,
          and sent as soon as you are signed in again.
        </p>
        <a href={`/login?callbackUrl=${encodeURIComponent("/studio")}`} target="_blank" rel="noopener">
          Sign in, in a new tab
        </a>
      </div>
    );
  if (saving.phase === "stopped")
    return (
      <div className={styles.alert} role="alert">
        <p>{saving.words}</p>
        {saving.closed ? (
          <button type="button" onClick={() => queue.startAfresh()}>
            Put {edits(saving.waiting)} into a new draft
          </button>
        ) : (
          <button type="button" onClick={() => queue.retry()}>
            Try again
          </button>
        )}
      </div>
    );
  if (saving.phase === "offline")
    return (
      <div className={styles.alert} role="status">
        <p>{saving.words} Nothing is lost: it is tried again by itself.</p>
        <button type="button" onClick={() => queue.retry()}>
          Try now
        </button>
      </div>
    );
  return null;
}

/** Says how saving stands: at a glance, and in a sentence with something to do where edits wait. */
export function SavingWord({ saving }: { saving: SavingState }) {
  const good = saving.phase === "saved" || saving.phase === "saving";
  return (
    <span className={good ? styles.saved : styles.unsaved} role="status">
      <span aria-hidden="true">{good ? "●" : "◐"}</span> {words(saving)}
    </span>
  );
}

export function SavingTrouble({ session, saving }: { session: GridSession; saving: SavingState }) {
  return (
    <>
      <Trouble session={session} saving={saving} />
      {saving.crowded ? (
        <p className={styles.alert} role="alert">
          This browser has no room to keep these edits. Leave this page open until they are saved.
        </p>
      ) : null}
    </>
  );
}
