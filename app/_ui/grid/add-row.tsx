"use client";

import { useEffect, useState } from "react";
import { seriesTitle } from "@/lib/datasets/series-title";
import { nameBook, type NameLists } from "@/lib/studio/reading/name-book";
import { Refusal } from "./api";
import { rowFor } from "./cell-acts";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";

type Props = { session: GridSession; like: Readonly<Record<string, string>>; onAdded: (index: number | null) => void };

/** The values that each dimension offers, those of the definition first. */
function offered(session: GridSession, lists: NameLists) {
  return Object.entries(session.start.dataset.dimensions).map(([key, dimension]) => {
    const codes =
      "codes" in dimension ? Object.entries(dimension.codes).map(([value, label]) => ({ value, label })) : [];
    return { key, label: dimension.label, values: [...codes, ...(lists[key] ?? [])] };
  });
}

/** Adds a series by its dimensions, each by name. It exists here until a value of it is saved. */
export function AddRow({ session, like, onAdded }: Props) {
  const [lists, setLists] = useState<NameLists | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    session
      .names()
      .then(setLists, (error: unknown) => setSaid(error instanceof Refusal ? error.message : "Names cannot be read."));
  }, [session]);
  if (!lists) return <p className={styles.muted}>{said ?? "Reading names…"}</p>;
  const book = nameBook(session.start.dataset, lists);
  const add = (form: FormData) => {
    const dims: Record<string, string> = {};
    for (const { key, label } of offered(session, lists)) {
      const text = form.get(key);
      const found = book.resolve(key, typeof text === "string" ? text : "");
      if ("unknown" in found) return setSaid(text === "" ? `${label} is missing.` : `${found.unknown}.`);
      dims[key] = found.value;
    }
    const { dataset, query } = session.start;
    session.learn(
      Object.fromEntries(Object.entries(dims).map(([key, value]) => [key, { [value]: book.label(key, value) }])),
    );
    const title = Object.entries(dims).map(([key, value]) => book.label(key, value));
    onAdded(
      rowFor(
        session,
        dims,
        title.length > 0 ? title.join(" · ") : seriesTitle(dataset, dims, query.measure, new Map()),
      ),
    );
  };
  return (
    <form
      className={styles.addRow}
      aria-label="New row"
      onSubmit={(event) => {
        event.preventDefault();
        add(new FormData(event.currentTarget));
      }}
    >
      {offered(session, lists).map(({ key, label, values }) => (
        <label key={key}>
          {label}
          <input
            name={key}
            list={`values-${key}`}
            defaultValue={like[key] ? book.label(key, like[key]) : ""}
            autoComplete="off"
          />
          <datalist id={`values-${key}`}>
            {values.slice(0, 500).map((one) => (
              <option key={one.value}>{one.label}</option>
            ))}
          </datalist>
        </label>
      ))}
      <button type="submit" className={styles.primary}>
        Add row
      </button>
      <button type="button" onClick={() => onAdded(null)}>
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
