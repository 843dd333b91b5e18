"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import styles from "./import.module.css";
import { sendFile } from "./send-file";

type State = { name: string; share: number } | { failed: string } | null;

/** Takes a file that is chosen or dropped, shows how far it has come, and goes on to its table. */
export function DropFile({ dataset, mostMegabytes }: { dataset: string; mostMegabytes: number }) {
  const router = useRouter();
  const [state, setState] = useState<State>(null);
  const [over, setOver] = useState(false);
  const stop = useRef<AbortController | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > mostMegabytes * 2 ** 20)
      return setState({ failed: `${file.name} is larger than ${mostMegabytes} MB. Send it in parts, or as CSV.` });
    stop.current = new AbortController();
    setState({ name: file.name, share: 0 });
    const sent = await sendFile(dataset, file, (share) => setState({ name: file.name, share }), stop.current.signal);
    if ("id" in sent) return router.push(`/studio/${dataset}/import?upload=${sent.id}&step=table`);
    return setState(sent.failed === null ? null : { failed: sent.failed });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const sending = state && "name" in state ? state : null;
  return (
    <div
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className={styles.choose}>
        <span>Choose a file, or drop it here</span>
        <input
          type="file"
          accept=".csv,.tsv,.tab,.txt,.xlsx"
          disabled={sending !== null}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </label>
      <p className={styles.muted}>CSV, TSV or Excel workbook (.xlsx), at most {mostMegabytes} MB.</p>
      {sending ? (
        <div className={styles.progress}>
          <progress value={sending.share} max={1} aria-label={`Sending ${sending.name}`} />
          <span role="status">
            {sending.share < 1
              ? `Sending ${sending.name}: ${Math.floor(sending.share * 100)}%`
              : `Looking at ${sending.name}`}
          </span>
          <button type="button" onClick={() => stop.current?.abort()}>
            Cancel
          </button>
        </div>
      ) : null}
      {state && "failed" in state ? (
        <p className={styles.bad} role="alert">
          {state.failed}
        </p>
      ) : null}
    </div>
  );
}
