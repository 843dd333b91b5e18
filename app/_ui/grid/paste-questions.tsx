"use client";

import { answered, type PasteAnswers, type PasteQuestion } from "@/lib/studio/paste/questions";
import styles from "./paste.module.css";
import type { PastePlan } from "./planned-paste";

function Question(props: { question: PasteQuestion; onChoose: (value: string) => void }) {
  const { question, onChoose } = props;
  const name = `paste ${question.about} ${question.key}`;
  return (
    <fieldset className={styles.question} data-open={question.likely === null || undefined}>
      <legend>{question.words}</legend>
      {question.options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={question.likely === value}
            onChange={() => onChoose(value)}
          />{" "}
          {label}
        </label>
      ))}
      {question.about === "end" ? (
        <label>
          another day <input type="date" onChange={(event) => event.target.value && onChoose(event.target.value)} />
        </label>
      ) : null}
    </fieldset>
  );
}

/** What only the person who pastes can say: the order of days, the decimal sign, what the numbers count in. */
export function PasteQuestions({ plan, onAnswer }: { plan: PastePlan; onAnswer: (answers: PasteAnswers) => void }) {
  return plan.done.questions.map((question) => (
    <Question
      key={`${question.about} ${question.key}`}
      question={question}
      onChoose={(value) => onAnswer(answered(plan.source.answers, question, value))}
    />
  ));
}
