import styles from "@/app/_ui/desk/desk.module.css";
import { StateWord } from "@/app/_ui/desk/state-word";
import { formatInstant } from "@/lib/kernel/format";
import type { Draft } from "@/lib/studio/drafts/draft";
import type { DraftEvent } from "@/lib/studio/drafts/draft-events";
import own from "./draft-page.module.css";

/** How a draft came to where it is: who moved it on, when, and with what words. */
export function DraftTimeline({ draft, events }: { draft: Draft; events: readonly DraftEvent[] }) {
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
    </section>
  );
}
