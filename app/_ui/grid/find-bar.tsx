"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { take } from "./cell-acts";
import { type Found, MOST_ROWS, type Replacement, replacement } from "./find-cells";
import type { Wanted } from "./find-text";
import frame from "./frame.module.css";
import type { GridSession } from "./grid-session";
import styles from "./grid.module.css";
import type { Search } from "./use-search";

type Props = { session: GridSession; search: Search; onClose: () => void };

const MOST_SHOWN = 5;
const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

/** Keeps keys and the clipboard of the bar from the sheet, which listens on the document. */
function useOwnKeys(bar: RefObject<HTMLElement | null>, search: Search, onClose: () => void): void {
  const latest = useRef({ search, onClose });
  useEffect(() => {
    latest.current = { search, onClose };
  });
  useEffect(() => {
    const one = bar.current;
    if (!one) return undefined;
    const keep = (event: Event) => event.stopPropagation();
    const onKey = (event: KeyboardEvent) => {
      event.stopPropagation();
      const typed = event.target instanceof HTMLInputElement && event.target.name === "find";
      if (event.key === "Escape") latest.current.onClose();
      else if (event.key === "F3" || (event.key === "Enter" && typed))
        latest.current.search.go(event.shiftKey ? -1 : 1, true);
      else return;
      event.preventDefault();
    };
    one.addEventListener("keydown", onKey);
    for (const name of ["copy", "cut", "paste"]) one.addEventListener(name, keep);
    return () => {
      one.removeEventListener("keydown", onKey);
      for (const name of ["copy", "cut", "paste"]) one.removeEventListener(name, keep);
    };
  }, [bar]);
}

/** What a replacement would do, and the way to do it. */
function Preview(props: { planned: Replacement; onDo: () => void; onCancel: () => void }) {
  const { changes, published, refused } = props.planned;
  const words = [
    `${count(changes.length, "value", "values")} would change`,
    `${published.toLocaleString("en-US")} of them published`,
    ...(refused.length > 0 ? [`${refused.length.toLocaleString("en-US")} cannot be replaced`] : []),
  ];
  return (
    <div className={styles.told} role="status" aria-label="What would be replaced">
      <p>
        {words.join(", ")}.{" "}
        <button type="button" className={styles.primary} disabled={changes.length === 0} onClick={props.onDo}>
          Replace {count(changes.length, "value", "values")}
        </button>{" "}
        <button type="button" onClick={props.onCancel}>
          Leave them
        </button>
      </p>
      <ul className={styles.list}>
        {refused.slice(0, MOST_SHOWN).map(({ place, message }) => (
          <li key={place}>
            {place}: {message}
          </li>
        ))}
        {refused.length > MOST_SHOWN ? <li>and {refused.length - MOST_SHOWN} more</li> : null}
      </ul>
    </div>
  );
}

function Place({ session, search }: Pick<Props, "session" | "search">) {
  const { found, at, reading } = search;
  const words = reading
    ? "looking…"
    : search.wanted.text === ""
      ? ""
      : found.length === 0
        ? "not found"
        : at === null
          ? count(found.length, "place", "places")
          : `${at + 1} of ${found.length.toLocaleString("en-US")}`;
  const more = session.state.total > MOST_ROWS && search.wanted.text !== "";
  return (
    <span className={styles.muted} role="status" aria-label="Found">
      {words}
      {more ? ` among the first ${MOST_ROWS.toLocaleString("en-US")} rows: filter for others` : ""}
    </span>
  );
}

/** Finds in values and names of the rows shown, and replaces values, one or all after a look at what would change. */
export function FindBar({ session, search, onClose }: Props) {
  const bar = useRef<HTMLElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const [by, setBy] = useState("");
  const [planned, setPlanned] = useState<Replacement | null>(null);
  useOwnKeys(bar, search, onClose);
  const { wanted, found, at } = search;
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  const change = (part: Partial<Wanted>) => {
    setPlanned(null);
    search.look({ ...wanted, ...part });
  };
  const put = (places: readonly Found[]) => {
    const { changes, refused } = replacement(session, wanted, places, by);
    take(session, "edit", changes);
    const [first] = refused;
    if (changes.length === 0 && first) session.remark(`Not replaced in ${first.place}: ${first.message}`);
    search.look(wanted);
  };
  const current = at === null ? undefined : found[at];
  const values = found.filter((one) => one.column !== null);
  const locked = session.start.locked !== null;
  return (
    <section ref={bar} className={frame.find} aria-label="Find and replace">
      <label>
        Find
        <input
          ref={box}
          name="find"
          value={wanted.text}
          autoComplete="off"
          onChange={(event) => change({ text: event.target.value })}
        />
      </label>
      <label>
        in
        <select value={wanted.where} onChange={(event) => change({ where: whereOf(event.target.value) })}>
          <option value="all">values and names</option>
          <option value="values">values</option>
          <option value="names">names</option>
        </select>
      </label>
      <label>
        <input type="checkbox" checked={wanted.whole} onChange={(event) => change({ whole: event.target.checked })} />
        whole
      </label>
      <button type="button" onClick={() => search.go(-1)} aria-label="Find previous" title="Shift-F3">
        ▲
      </button>
      <button type="button" onClick={() => search.go(1)} aria-label="Find next" title="F3">
        ▼
      </button>
      <Place session={session} search={search} />
      <span className={styles.space} />
      <label>
        Replace by
        <input
          value={by}
          autoComplete="off"
          disabled={locked}
          onChange={(event) => {
            setPlanned(null);
            setBy(event.target.value);
          }}
        />
      </label>
      <button type="button" disabled={locked || !current?.column} onClick={() => current && put([current])}>
        Replace
      </button>
      <button
        type="button"
        disabled={locked || values.length === 0}
        onClick={() => setPlanned(replacement(session, wanted, values, by))}
      >
        Replace all…
      </button>
      <button type="button" onClick={onClose}>
        Close
      </button>
      {planned ? (
        <Preview
          planned={planned}
          onCancel={() => {
            setPlanned(null);
            box.current?.focus();
          }}
          onDo={() => {
            setPlanned(null);
            put(values);
            box.current?.focus();
          }}
        />
      ) : null}
    </section>
  );
}

const whereOf = (text: string): Wanted["where"] => (text === "values" || text === "names" ? text : "all");
