"use client";

import { startTransition, useActionState, useState } from "react";
import { SourceField } from "../catalogue/source-field";
import styles from "./import.module.css";
import { NewSource } from "./new-source";
import type { Choice, ColumnsProps } from "./columns-props";
import { WholeFile } from "./whole-file";

type Props = ColumnsProps & {
  action: (before: string[] | null, form: FormData) => Promise<string[]>;
  search: Parameters<typeof SourceField>[0]["search"];
};

function ColumnRow(props: {
  header: string;
  hidden: boolean;
  samples: readonly string[];
  role: string;
  roles: readonly Choice[];
  onRole: (role: string) => void;
}) {
  const { header, hidden, samples, role, roles, onRole } = props;
  return (
    <tr data-ignored={role === "ignore" || undefined}>
      <th scope="row">
        {header || <span className={styles.muted}>without a name</span>}
        {hidden ? <span className={styles.muted}> (hidden in the sheet)</span> : null}
      </th>
      <td className={styles.samples}>{samples.join(" · ") || "empty"}</td>
      <td className={styles.role}>
        <select
          name="column"
          aria-label={`${header || "Column without a name"} is`}
          value={role}
          onChange={(event) => onRole(event.target.value)}
        >
          {roles.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
}

/** What each column of a file is, and what holds for the whole file where no column says it. */
export function ColumnsForm(props: Props) {
  const { dataset, upload, headers, samples, mapping, roles, search } = props;
  const [columns, setColumns] = useState<readonly string[]>(mapping.columns);
  const [problems, act, pending] = useActionState(props.action, null);
  const setRole = (at: number, role: string) => setColumns((before) => before.map((one, n) => (n === at ? role : one)));
  return (
    <form
      className={styles.form}
      aria-label="Columns of the file"
      onSubmit={(event) => {
        // By hand: a form's own action would put every field back to what it was where something is still to be said.
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        startTransition(() => act(form));
      }}
    >
      <input type="hidden" name="dataset" value={dataset} />
      <input type="hidden" name="upload" value={upload} />
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Columns">
        <table className={styles.columns}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">First values</th>
              <th scope="col">Is</th>
            </tr>
          </thead>
          <tbody>
            {headers.map((header, at) => (
              <ColumnRow
                key={`${at} ${header}`}
                header={header}
                hidden={props.hidden.includes(at)}
                samples={samples[at] ?? []}
                role={columns[at] ?? "ignore"}
                roles={roles}
                onRole={(role) => setRole(at, role)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <fieldset className={styles.whole}>
        <legend>For the whole file, where no column says it</legend>
        <WholeFile {...props} columns={columns} />
        <SourceField search={search} value={mapping.source ?? ""} />
        <NewSource />
      </fieldset>
      {problems && problems.length > 0 ? (
        <ul className={styles.problems} role="alert">
          {problems.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : null}
      <div className={styles.row}>
        <button type="submit" className={styles.primary} disabled={pending}>
          {pending ? "Looking …" : "Check the rows"}
        </button>
      </div>
    </form>
  );
}
