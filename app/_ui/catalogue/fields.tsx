import type { HTMLInputTypeAttribute } from "react";
import styles from "@/app/_ui/desk/desk.module.css";

type Named = { label: string; name: string; value?: string | undefined };

/** A line of text with its label. `size` is its width in characters. */
export function TextField(
  props: Named & {
    required?: boolean;
    size?: number;
    type?: HTMLInputTypeAttribute;
    placeholder?: string;
    list?: string;
    pattern?: string;
    title?: string;
  },
) {
  const { label, name, value, size = 24, type = "text", ...rest } = props;
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input name={name} defaultValue={value} type={type} size={size} maxLength={1000} {...rest} />
    </label>
  );
}

/** A choice with its label; `empty` are the words for none. */
export function SelectField(
  props: Named & { options: readonly { value: string; label: string }[]; empty?: string; required?: boolean },
) {
  const { label, name, value = "", options, empty, required } = props;
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select key={value} name={name} defaultValue={value} required={required}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Why something is done: never empty. */
export const ReasonField = ({ label = "Reason" }: { label?: string }) => (
  <label className={styles.field}>
    <span>{label}</span>
    <input name="reason" required minLength={3} maxLength={500} size={32} />
  </label>
);
