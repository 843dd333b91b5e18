import { TextField } from "../catalogue/fields";
import styles from "./import.module.css";

/** A source that is not there yet: it comes with the draft. */
export function NewSource() {
  return (
    <details className={styles.more}>
      <summary>The source is not there yet</summary>
      <div className={styles.fields}>
        <TextField label="Publisher" name="new-publisher" />
        <TextField label="Title" name="new-title" size={36} />
        <TextField label="Published" name="new-published" size={12} placeholder="2026-11-20" />
        <TextField label="Address" name="new-url" size={36} placeholder="https://" />
        <TextField label="Kind" name="new-kind" size={14} value="report" />
      </div>
    </details>
  );
}
