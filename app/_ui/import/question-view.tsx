import type { ReactNode } from "react";
import type { AskedQuestion } from "@/lib/studio/import/report/questions";
import styles from "./import.module.css";

type Props = Omit<AskedQuestion, "about"> & { name: string; action: string; children?: ReactNode };

/** A question with every answer that it can have, and a button to give one. Stands within a form. */
export function QuestionView({ column, samples, words, choices, likely, name, action, children }: Props) {
  return (
    <fieldset className={styles.question}>
      <legend className="sr-only">A question about the file</legend>
      <p role="status">
        {column}
        {samples.length > 0 ? (
          <>
            : <strong>{samples.join("; ")}</strong>
          </>
        ) : null}{" "}
        {words}
      </p>
      {choices.map(({ value, label }) => (
        <label key={value} className={styles.pick}>
          <input type="radio" name={name} value={value} defaultChecked={value === likely} required />
          <span>
            {label}
            {value === likely ? <span className={styles.muted}> (likely)</span> : null}
          </span>
        </label>
      ))}
      {children}
      <button type="submit" className={styles.primary}>
        {action}
      </button>
    </fieldset>
  );
}
