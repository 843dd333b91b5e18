"use client";

import { useState } from "react";
import { ProposedSource } from "@/lib/datasets/proposal";
import type { PickedSource } from "@/lib/studio/grid/pick-sources";
import { Refusal, sendSource } from "./api";
import styles from "./grid.module.css";

type Brought = { draft: number; source: PickedSource };
type Props = { dataset: string; draft: number | null; title: string; onDone: (brought: Brought | null) => void };

const KINDS = ["news", "research", "filing", "press_release", "transcript", "dataset", "docs", "other"];

const NewSource = ProposedSource.omit({ key: true });

/** What the form says, without its empty fields. */
function filled(form: HTMLFormElement): unknown {
  return Object.fromEntries(
    [...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim() !== ""),
  );
}

/** Takes a new source in passing: it comes into the store with the draft. */
export function NewSourceForm({ dataset, draft, title, onDone }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (form: HTMLFormElement) => {
    const read = NewSource.safeParse(filled(form));
    if (!read.success) {
      const [issue] = read.error.issues;
      setSaid(`${issue?.path.join(" ") ?? "Something"}: ${issue?.message ?? "not valid"}`);
      return;
    }
    setBusy(true);
    try {
      const { draft: changed, source } = await sendSource(dataset, draft, read.data);
      onDone({ draft: changed.id, source });
    } catch (error) {
      setSaid(error instanceof Refusal ? error.message : "The source could not be saved.");
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.newSource}
      aria-label="New source"
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <label>
        Title
        <input name="title" required defaultValue={title} maxLength={300} />
      </label>
      <label>
        Publisher
        <input name="publisher" required maxLength={200} />
      </label>
      <label>
        Address
        <input name="url" type="url" placeholder="https://…" maxLength={1000} />
      </label>
      <label>
        Published
        <input name="published" placeholder="2026-11-20" pattern="\d{4}(-\d{2}(-\d{2})?)?" size={11} />
      </label>
      <label>
        Kind
        <select name="kind" defaultValue="news">
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kind.replace("_", " ")}
            </option>
          ))}
        </select>
      </label>
      <label>
        Reliability
        <select name="reliability" defaultValue="">
          <option value="">not judged</option>
          <option>high</option>
          <option>medium</option>
          <option>low</option>
        </select>
      </label>
      <button type="submit" disabled={busy} className={styles.primary}>
        {busy ? "Saving…" : "Add and use"}
      </button>
      <button type="button" onClick={() => onDone(null)}>
        Cancel
      </button>
      {said ? (
        <p className={styles.bad} role="alert">
          {said}
        </p>
      ) : null}
    </form>
  );
}
