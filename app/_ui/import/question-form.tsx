import type { Question } from "@/lib/studio/import/rows/profile";
import styles from "./import.module.css";

const ASKED: Record<Question["about"], { words: string; options: { value: string; label: string }[] }> = {
  decimal: {
    words: "can be thousands or decimals, and nothing in the column shows which.",
    options: [
      { value: "point", label: "1.250 is one and a quarter" },
      { value: "comma", label: "1.250 is one thousand two hundred and fifty" },
    ],
  },
  dates: {
    words: "can be read day first or month first, and nothing in the column shows which.",
    options: [
      { value: "dmy", label: "Day first: 01/04/2026 is 1 April" },
      { value: "mdy", label: "Month first: 01/04/2026 is 4 January" },
    ],
  },
};

/** What only the analyst can say about a file. */
export function QuestionForm(props: { question: Question; onAnswer: (answers: Record<string, string>) => void }) {
  const { about, column, samples } = props.question;
  const { words, options } = ASKED[about];
  return (
    <form
      className={styles.question}
      aria-label="A question about the file"
      onSubmit={(event) => {
        event.preventDefault();
        const answer = new FormData(event.currentTarget).get("answer");
        if (typeof answer === "string") props.onAnswer({ [about]: answer });
      }}
    >
      <p role="status">
        {column}: <strong>{samples.join(", ")}</strong> {words}
      </p>
      {options.map(({ value, label }) => (
        <label key={value} className={styles.pick}>
          <input type="radio" name="answer" value={value} required />
          <span>{label}</span>
        </label>
      ))}
      <button type="submit" className={styles.primary}>
        Check the rows
      </button>
    </form>
  );
}
