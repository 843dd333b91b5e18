import form from "./entity-form.module.css";
import { TextField } from "./fields";

/** The fields of a source that is not recorded yet. It is recorded with the draft, where it has a title. */
export function NewSource() {
  return (
    <details>
      <summary>or a new source</summary>
      <div className={form.fields}>
        <TextField label="Title" name="newSource.title" size={32} />
        <TextField label="Publisher" name="newSource.publisher" />
        <TextField label="Address" name="newSource.url" size={32} placeholder="https://" />
        <TextField label="Published" name="newSource.published" size={12} placeholder="YYYY-MM-DD" />
        <TextField label="Kind" name="newSource.kind" size={12} value="news" />
      </div>
    </details>
  );
}
