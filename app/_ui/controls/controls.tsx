import { AutoSubmit } from "./auto-submit";
import styles from "./controls.module.css";

export type Choice = { value: string; label: string };

/** One setting of the page. `defaultValue` is what it is where the link does not say, and is left out of links. */
export type Field =
  | {
      kind: "select" | "segmented";
      name: string;
      label: string;
      value: string;
      defaultValue: string;
      options: readonly Choice[];
    }
  | { kind: "checkbox"; name: string; label: string; checked: boolean; value?: string }
  | { kind: "search"; name: string; label: string; value: string };

function Select({ field }: { field: Extract<Field, { options: readonly Choice[] }> }) {
  const unknown = field.options.every((one) => one.value !== field.value);
  return (
    <label className={styles.field}>
      <span className={styles.label}>{field.label}</span>
      <select name={field.name} defaultValue={field.value} data-current={field.value} data-default={field.defaultValue}>
        {unknown ? <option value={field.value}>{field.value} (nothing known)</option> : null}
        {field.options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Segmented({ field }: { field: Extract<Field, { options: readonly Choice[] }> }) {
  return (
    <fieldset className={styles.field}>
      <legend>{field.label}</legend>
      <div className={styles.segments}>
        {field.options.map((one) => (
          <label key={one.value} className={styles.segment}>
            <input
              type="radio"
              name={field.name}
              value={one.value}
              defaultChecked={one.value === field.value}
              data-current={field.value}
              data-default={field.defaultValue}
            />
            {one.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Check({ field }: { field: Extract<Field, { kind: "checkbox" }> }) {
  const value = field.value ?? "1";
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        name={field.name}
        value={value}
        defaultChecked={field.checked}
        data-current={field.checked ? value : ""}
      />
      {field.label}
    </label>
  );
}

/** Words to look for; asked for by Enter, since each letter would be a page. */
function Search({ field }: { field: Extract<Field, { kind: "search" }> }) {
  return (
    <label className={styles.field}>
      <span className={styles.label}>{field.label}</span>
      <input
        type="search"
        name={field.name}
        defaultValue={field.value}
        data-current={field.value}
        maxLength={300}
        enterKeyHint="search"
      />
    </label>
  );
}

/**
 * The settings of a page as a form that asks for the page anew: at each change with script, by a button without.
 * `path` is the page; `keep` holds what the link must keep besides the fields, such as `asOf`.
 */
export function Controls({
  fields,
  path,
  keep = {},
}: {
  fields: readonly Field[];
  path: string;
  keep?: Readonly<Record<string, string | null>>;
}) {
  const kept = Object.entries(keep).flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return (
    <AutoSubmit action={path} className={`${styles.controls} no-print`} label="Settings of this page">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map((field) => {
        if (field.kind === "checkbox") return <Check key={field.name} field={field} />;
        if (field.kind === "search") return <Search key={field.name} field={field} />;
        return field.kind === "select" ? (
          <Select key={field.name} field={field} />
        ) : (
          <Segmented key={field.name} field={field} />
        );
      })}
      <button type="submit" className={`${styles.apply} without-script`}>
        Apply
      </button>
      <span className={styles.pending} aria-hidden="true">
        Loading…
      </span>
    </AutoSubmit>
  );
}
