import { useState } from "react";
import type { FaultGroup } from "@/lib/studio/import/report/fault-groups";
import styles from "./import.module.css";

/** What is done with all of a group by one act. */
export type GroupActs = {
  onFix: (fixes: Record<string, string>) => void;
  onAdd: (column: number, name: string) => void;
  busy: boolean;
};

const LONGEST = 300;

/** Another value for all places of a group, typed. */
function Replace({ group, onReplace }: { group: FaultGroup; onReplace: (text: string) => void }) {
  const [text, setText] = useState("");
  return (
    <form
      className={styles.replace}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onReplace(text);
      }}
    >
      <input
        value={text}
        placeholder="another value"
        aria-label={`In place of ${group.value ?? ""}, ${group.header}`}
        onChange={(event) => setText(event.target.value)}
        maxLength={300}
        autoComplete="off"
      />
      <button type="submit" disabled={text.trim() === ""}>
        Use
      </button>
    </form>
  );
}

const EARLY = [
  ["E", "an estimate"],
  ["P", "provisional"],
  ["F", "a forecast"],
] as const;

/** The acts of a group: use another name for all, add the name, leave all out. */
export function FaultActs({ group, kind, acts }: { group: FaultGroup; kind: string | undefined; acts: GroupActs }) {
  const { key, column, value, near, count, early, mends } = group;
  const { onFix, onAdd, busy } = acts;
  const alike = !early && !mends && column !== null && value !== null && value !== "" && value.length <= LONGEST;
  const all = count === 1 ? "" : " all";
  return (
    <span className={styles.acts} aria-busy={busy}>
      {early
        ? EARLY.map(([status, word]) => (
            <button key={status} type="button" disabled={busy} onClick={() => onFix({ "early:status": status })}>
              Make{count === 1 ? " it" : " each"} {word}
            </button>
          ))
        : null}
      {mends?.map((mend) => (
        <button key={mend.value} type="button" disabled={busy} onClick={() => onFix({ [mend.key]: mend.value })}>
          {mend.words}
        </button>
      ))}
      {alike
        ? near.slice(0, 3).map((name) => (
            <button key={name} type="button" disabled={busy} onClick={() => onFix({ [`*:${column}:${value}`]: name })}>
              Use {name}
            </button>
          ))
        : null}
      {alike ? <Replace group={group} onReplace={(text) => onFix({ [`*:${column}:${value}`]: text })} /> : null}
      {alike && kind ? (
        <button type="button" disabled={busy} onClick={() => onAdd(column, value)}>
          Add as {kind}
        </button>
      ) : null}
      <button type="button" disabled={busy} onClick={() => onFix({ [`skip:${key}`]: "" })}>
        Leave{all} out
      </button>
    </span>
  );
}
