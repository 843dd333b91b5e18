import type { Question } from "@/lib/studio/import/rows/profile";
import styles from "./import.module.css";

const monthName = new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" });

/** What a sample means read one way: `1.250` is 1,250 where points part thousands. */
function asNumber(sample: string, decimal: "point" | "comma"): string {
  const digits = sample.replace(/[^\d.,]/g, "");
  const plain = decimal === "point" ? digits.replaceAll(",", "") : digits.replaceAll(".", "").replace(",", ".");
  return Number(plain).toLocaleString("en-US", { maximumFractionDigits: 3 });
}

function asDay(sample: string, order: "dmy" | "mdy"): string {
  const [first = "", second = "", year = ""] = sample.split(/[/-]/);
  const [day, month] = order === "dmy" ? [first, second] : [second, first];
  return `${Number(day)} ${monthName.format(Date.UTC(2000, Number(month) - 1, 1))} ${year}`;
}

const WORDS: Record<Question["about"], string> = {
  decimal: "can be thousands or decimals, and nothing in the column shows which.",
  dates: "can be read day first or month first, and nothing in the column shows which.",
};

function optionsOf({ about, samples }: Question): { value: string; label: string }[] {
  const sample = samples[0] ?? "";
  return about === "decimal"
    ? (["point", "comma"] as const).map((value) => ({ value, label: `${sample} is ${asNumber(sample, value)}` }))
    : (["dmy", "mdy"] as const).map((value) => ({ value, label: `${sample} is ${asDay(sample, value)}` }));
}

/** What only the analyst can say about a file. */
export function QuestionForm(props: { question: Question; onAnswer: (answers: Record<string, string>) => void }) {
  const { about, column, samples } = props.question;
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
        {column}: <strong>{samples.join(", ")}</strong> {WORDS[about]}
      </p>
      {optionsOf(props.question).map(({ value, label }) => (
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
