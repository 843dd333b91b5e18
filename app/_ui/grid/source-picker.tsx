"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { PickedSource } from "@/lib/studio/grid/pick-sources";
import { Refusal, requestSources } from "./api";
import styles from "./grid.module.css";
import { NewSourceForm } from "./new-source-form";

type Props = {
  label: string;
  /** The key and words of the source that is chosen, null for none. */
  value: { key: string; title: string | null } | null;
  dataset: string;
  draft: number | null;
  onPick: (source: PickedSource | null) => void;
  onBrought: (draft: number) => void;
};

const WAIT_MS = 150;

/** Sources whose words match what is typed; null while they are on their way. */
function useFound(text: string, draft: number | null, open: boolean) {
  const [found, setFound] = useState<{ sources: readonly PickedSource[]; failed: string | null }>({
    sources: [],
    failed: null,
  });
  useEffect(() => {
    if (!open) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      requestSources(text, draft).then(
        (sources) => current && setFound({ sources, failed: null }),
        (error: unknown) =>
          current &&
          setFound({ sources: [], failed: error instanceof Refusal ? error.message : "Sources cannot be read." }),
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, draft, open]);
  return found;
}

/** Finds a source by its words, and takes a new one in passing. A list to choose from by mouse or arrows. */
export function SourcePicker({ label, value, dataset, draft, onPick, onBrought }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [making, setMaking] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const { sources, failed } = useFound(text, draft, open);
  const close = () => {
    setOpen(false);
    setText("");
    setAt(0);
  };
  const pick = (source: PickedSource) => {
    onPick(source);
    close();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(sources.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && sources[at]) pick(sources[at]);
    else return;
    event.preventDefault();
  };
  const shown = value ? (value.title ?? value.key) : "";
  return (
    <div className={styles.picker}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.pickerBox}>
        <input
          id={id}
          ref={box}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open && sources[at] ? `${id}-${at}` : undefined}
          autoComplete="off"
          placeholder={shown || "none yet: search, or enter a new one"}
          value={open ? text : shown}
          onFocus={() => setOpen(true)}
          onBlur={close}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <button type="button" onClick={() => setMaking(!making)} aria-expanded={making}>
          New source
        </button>
        {value ? (
          <button type="button" onClick={() => onPick(null)} aria-label={`${label}: none`}>
            Clear
          </button>
        ) : null}
      </div>
      {open ? (
        <div id={`${id}-list`} role="listbox" aria-label="Sources" className={styles.options}>
          {sources.map((source, index) => (
            // The box has the focus and the keys; a mouse chooses before the box loses it.
            <div
              key={source.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={index === at ? styles.optionAt : undefined}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(source);
              }}
            >
              {source.title}
              <span className={styles.muted}>
                {" "}
                {source.publisher}
                {source.published ? `, ${source.published}` : ""}
                {source.mine ? ", of this draft" : ""}
              </span>
            </div>
          ))}
          {sources.length === 0 ? <p className={styles.muted}>{failed ?? "No source has these words."}</p> : null}
        </div>
      ) : null}
      {making ? (
        <NewSourceForm
          dataset={dataset}
          draft={draft}
          title={text}
          onDone={(brought) => {
            setMaking(false);
            if (!brought) return;
            onBrought(brought.draft);
            onPick(brought.source);
          }}
        />
      ) : null}
    </div>
  );
}
