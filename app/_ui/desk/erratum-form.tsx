import { ActionButton, ActionForm, type Said } from "./action-form";
import styles from "./desk.module.css";

type Choices = Readonly<Record<string, string>>;

function Choice({ name, label, choices }: { name: string; label: string; choices: Choices }) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select name={name}>
        {Object.entries(choices).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Proposes to restate a value of the index that is past its time. */
export function ErratumForm(props: {
  action: (before: Said, form: FormData) => Promise<Said>;
  choices: Record<"gpu" | "segment" | "tenor" | "cause", Choices>;
}) {
  const { action, choices } = props;
  return (
    <ActionForm action={action} className={styles.group} label="Propose an erratum">
      <p className={styles.muted}>
        The last five business days are restated by themselves once their prices are right. An older value, up to 90
        days back, is computed anew from the prices as they are stored now, and goes out when a second analyst agrees.
      </p>
      <div className={styles.forms}>
        <Choice name="gpu" label="GPU" choices={choices.gpu} />
        <Choice name="segment" label="Segment" choices={choices.segment} />
        <Choice name="tenor" label="Tenor" choices={choices.tenor} />
        <label className={styles.field}>
          <span>Day</span>
          <input type="date" name="day" required />
        </label>
        <Choice name="cause" label="What was wrong" choices={choices.cause} />
        <label className={styles.field}>
          <span>Ticket</span>
          <input name="ticket" required minLength={2} maxLength={60} size={12} />
        </label>
        <label className={styles.field}>
          <span>In a sentence</span>
          <input name="reason" required minLength={10} maxLength={400} size={44} />
        </label>
        <ActionButton primary>Propose</ActionButton>
      </div>
    </ActionForm>
  );
}
