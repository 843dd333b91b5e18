import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { answerOf } from "@/app/studio/drafts/actions";
import { formatInstant } from "@/lib/kernel/format";
import type { DraftQuestion } from "@/lib/studio/drafts/asked/questions";
import type { CellName } from "@/lib/studio/drafts/cell-names";
import type { Draft } from "@/lib/studio/drafts/draft";
import { ReasonField } from "../catalogue/fields";
import { cellHref, cellWords } from "./draft-names";
import own from "./draft-page.module.css";

const PLACES_SHOWN = 6;

type Props = {
  draft: Draft;
  questions: readonly DraftQuestion[];
  names: ReadonlyMap<string, CellName>;
  /** Whether the viewer may answer now: who may approve it, while it is in review. */
  mayAnswer: boolean;
};

function AnswerForm({ draft, keys, label }: { draft: Draft; keys: readonly string[]; label: string }) {
  return (
    <ActionForm action={answerOf} label={label}>
      <input type="hidden" name="draft" value={draft.id} />
      {keys.map((key) => (
        <input key={key} type="hidden" name="key" value={key} />
      ))}
      <ReasonField />
      <ActionButton>{label}</ActionButton>
    </ActionForm>
  );
}

function Question({ draft, question, names, mayAnswer }: Omit<Props, "questions"> & { question: DraftQuestion }) {
  const { key, message, messages, places, count, answer } = question;
  const shown = places.slice(0, PLACES_SHOWN);
  return (
    <li>
      <span className={answer ? styles.good : styles.warn}>{answer ? "● answered" : "? asks"}</span> {message}
      {count > 1 ? (
        <span className={styles.muted}>
          {" "}
          {count.toLocaleString("en-US")} values{messages > 1 ? ", of one cause" : ""}.
        </span>
      ) : null}
      {shown.map((place) => (
        <a
          key={`${place.series} ${place.period}`}
          className={styles.below}
          href={cellHref(draft, place.series, place.period)}
        >
          {cellWords(names, place)}
        </a>
      ))}
      {count > shown.length && shown.length > 0 ? (
        <span className={styles.below}>and {(count - shown.length).toLocaleString("en-US")} others</span>
      ) : null}
      {answer ? (
        <span className={styles.below}>
          {answer.by}, {formatInstant(answer.at)}: {answer.reason}
        </span>
      ) : null}
      {answer === null && mayAnswer ? <AnswerForm draft={draft} keys={[key]} label="It may pass" /> : null}
    </li>
  );
}

/** What the checks ask about a draft: its reviewer answers each cause once, or sends the draft back. */
export function DraftQuestions({ draft, questions, names, mayAnswer }: Props) {
  if (questions.length === 0) return null;
  const open = questions.filter((one) => one.answer === null);
  return (
    <section className={styles.section} aria-labelledby="asked">
      <h2 id="asked">{open.length === 0 ? "What was asked" : `${open.length} to be answered before it is approved`}</h2>
      {open.length > 0 && !mayAnswer ? (
        <p className={styles.muted}>Whoever reviews it answers with a reason, or sends it back.</p>
      ) : null}
      <ul className={own.list}>
        {questions.map((question) => (
          <Question key={question.key} draft={draft} question={question} names={names} mayAnswer={mayAnswer} />
        ))}
      </ul>
      {mayAnswer && open.length > 1 ? (
        <AnswerForm draft={draft} keys={open.map((one) => one.key)} label={`All ${open.length} may pass`} />
      ) : null}
    </section>
  );
}
