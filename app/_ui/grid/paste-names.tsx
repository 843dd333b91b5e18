"use client";

import type { PasteProblem } from "@/lib/studio/paste/pasted-block";
import { nameKey, type PasteAnswers } from "@/lib/studio/paste/questions";
import type { GridSession } from "./grid-session";
import styles from "./paste.module.css";
import { renamePaste } from "./paste-into";
import type { PastePlan } from "./planned-paste";
import { count } from "./paste-words";

type Named = PasteProblem & { name: NonNullable<PasteProblem["name"]> };
type Group = { first: Named; rows: number; cells: number };

/** The names that are not known, each once, with the rows that hang on it. */
function groupsOf(problems: readonly PasteProblem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of problems) {
    if (!one.name) continue;
    const key = nameKey(one.name.dimension, one.name.text);
    const group = groups.get(key) ?? { first: { ...one, name: one.name }, rows: 0, cells: 0 };
    group.rows += 1;
    group.cells += one.cells;
    groups.set(key, group);
  }
  return [...groups.values()];
}

type Props = { session: GridSession; plan: PastePlan; onAnswer: (answers: PasteAnswers) => void };

/** Rows whose names are not known, and the repair of each in place: the name that was meant, a new one, or none. */
export function PasteNames({ session, plan, onAnswer }: Props) {
  const groups = groupsOf(plan.problems);
  if (groups.length === 0) return null;
  const { answers, lists } = plan.source;
  const say = (dimension: string, text: string, value: string) =>
    onAnswer({ ...answers, names: { ...answers.names, [nameKey(dimension, text)]: value } });
  const skipAll = () =>
    onAnswer({
      ...answers,
      names: {
        ...answers.names,
        ...Object.fromEntries(groups.map(({ first: { name } }) => [nameKey(name.dimension, name.text), "skip"])),
      },
    });
  const rows = groups.reduce((sum, one) => sum + one.rows, 0);
  return (
    <section aria-label="Rows that are not understood">
      <h3>{`${count(rows, "row is", "rows are")} not understood and left out until you say what is meant`}</h3>
      <ul className={styles.names}>
        {groups.map(({ first: { name, message, line, column }, rows: n }) => {
          const dimension = session.start.dataset.dimensions[name.dimension];
          const kind = dimension && "entity" in dimension ? dimension.entity : null;
          const known = [
            ...(dimension && "codes" in dimension
              ? Object.entries(dimension.codes).map(([value, label]) => ({ value, label }))
              : []),
            ...(lists[name.dimension] ?? []),
          ];
          return (
            <li key={nameKey(name.dimension, name.text)}>
              <p>
                <span className={styles.place}>
                  {n > 1 ? count(n, "row", "rows") : `line ${line}, column ${column}`}
                </span>{" "}
                {message}
              </p>
              <p className={styles.repairs}>
                {name.near.map((one) => (
                  <button key={one.value} type="button" onClick={() => say(name.dimension, name.text, one.value)}>
                    Use {one.label}
                  </button>
                ))}
                <select
                  aria-label={`${name.label} that “${name.text}” means`}
                  value=""
                  onChange={(event) => say(name.dimension, name.text, event.target.value)}
                >
                  <option value="">another {name.label} …</option>
                  {known.slice(0, 1000).map((one) => (
                    <option key={one.value} value={one.value}>
                      {one.label}
                    </option>
                  ))}
                </select>
                {kind ? (
                  <a href={`/studio/entities/new?kind=${kind}`} target="_blank" rel="noreferrer">
                    Add this {kind}
                  </a>
                ) : null}
                <button type="button" onClick={() => say(name.dimension, name.text, "skip")}>
                  Skip
                </button>
              </p>
            </li>
          );
        })}
      </ul>
      <p className={styles.repairs}>
        <button type="button" onClick={() => void renamePaste(session, plan)}>
          Look again for names
        </button>
        {groups.length > 1 ? (
          <button type="button" onClick={skipAll}>
            Skip all {rows.toLocaleString("en-US")} rows
          </button>
        ) : null}
      </p>
    </section>
  );
}
