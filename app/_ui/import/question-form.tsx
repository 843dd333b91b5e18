import type { AskedQuestion } from "@/lib/studio/import/report/questions";
import { QuestionView } from "./question-view";

/** What only the analyst can say about a file, whatever it is about. */
export function QuestionForm(props: { question: AskedQuestion; onAnswer: (answers: Record<string, string>) => void }) {
  const { about, ...question } = props.question;
  return (
    <form
      key={about}
      aria-label="A question about the file"
      onSubmit={(event) => {
        event.preventDefault();
        const answer = new FormData(event.currentTarget).get("answer");
        if (typeof answer === "string") props.onAnswer({ [about]: answer });
      }}
    >
      <QuestionView {...question} name="answer" action="Check the rows" />
    </form>
  );
}
