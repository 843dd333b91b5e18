import styles from "@/app/_ui/desk/desk.module.css";
import { StateWord } from "@/app/_ui/desk/state-word";
import { formatInstant } from "@/lib/kernel/format";
import type { TimedAnswer } from "@/lib/studio/drafts/asked/questions";
import type { Draft } from "@/lib/studio/drafts/draft";
import type { DraftEvent } from "@/lib/studio/drafts/draft-events";
import own from "./draft-page.module.css";

/** How a draft came to where it is: who moved it on, when, and with what words. */
export function DraftTimeline(props: { draft: Draft; events: readonly DraftEvent[]; answers: readonly TimedAnswer[] }) {
  const { draft, events, answers } = props;
  return (
    <section className={styles.section} aria-labelledby="timeline">
      <h2 id="timeline">How it came here</h2>
      <ol className={own.list}>
        <li>
          <StateWord state="draft" /> <span className={own.about}>opened by</span> {draft.author},{" "}
          <time dateTime={draft.createdAt}>{formatInstant(draft.createdAt)}</time>
        </li>
        {events.map(({ at, by, from, to, note }) => (
          <li key={`${at} ${to}`}>
            <StateWord state={to} /> <span className={own.about}>{from === "discarded" ? "restored by" : "by"}</span>{" "}
            {by ?? "the clock"}, <time dateTime={at}>{formatInstant(at)}</time>
            {note ? <p>{note}</p> : null}
          </li>
        ))}
      </ol>
      {answers.length > 0 ? (
        <>
          <h3>What the checks asked, and who answered</h3>
          <ol className={own.list}>
            {answers.map(({ key, rule, findings, by, at, reason }) => (
              <li key={key}>
                {rule.replaceAll("-", " ")}, {findings === 1 ? "1 value" : `${findings.toLocaleString("en-US")} values`}{" "}
                <span className={own.about}>answered by</span> {by}, <time dateTime={at}>{formatInstant(at)}</time>
                <p>{reason}</p>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}
