import Link from "next/link";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { sayOfDraft } from "@/app/studio/drafts/actions";
import { formatInstant } from "@/lib/kernel/format";
import type { Colleague, DraftComment } from "@/lib/studio/drafts/comments";
import type { Draft } from "@/lib/studio/drafts/draft";
import { CommentBox } from "./comment-box";
import type { CellName } from "@/lib/studio/drafts/cell-names";
import { cellAnchor, cellWords } from "./draft-names";
import own from "./draft-page.module.css";

export type AboutCell = { series: string; period: string };

type Names = ReadonlyMap<string, CellName>;

function Said({ comment, names }: { comment: DraftComment; names: Names }) {
  const { id, by, at, body, series, period } = comment;
  return (
    <li id={`comment-${id}`}>
      <strong>{by}</strong>{" "}
      <time dateTime={at} className={own.about}>
        {formatInstant(at)}
      </time>
      {series && period ? (
        <>
          {" "}
          <span className={own.about}>on</span>{" "}
          <a href={`#${cellAnchor(series, period)}`}>{cellWords(names, { series, period })}</a>
        </>
      ) : null}
      <p>{body}</p>
    </li>
  );
}

/** What was said of a draft or its cells, and where to say something: of one cell where the address names it. */
export function DraftComments(props: {
  draft: Draft;
  comments: readonly DraftComment[];
  colleagues: readonly Colleague[];
  about: AboutCell | null;
  names: Names;
  maySay: boolean;
}) {
  const { draft, comments, colleagues, about, names, maySay } = props;
  return (
    <section className={styles.section} aria-labelledby="comments">
      <h2 id="comments">Comments</h2>
      {comments.length === 0 ? <p className={styles.muted}>Nothing was said yet.</p> : null}
      <ul className={own.list}>
        {comments.map((one) => (
          <Said key={one.id} comment={one} names={names} />
        ))}
      </ul>
      {maySay ? (
        <div id="say">
          <ActionForm
            key={`${about?.series} ${about?.period}`}
            action={sayOfDraft}
            className={own.wide}
            label="Say something"
          >
            <input type="hidden" name="draft" value={draft.id} />
            {about ? (
              <p className={styles.said}>
                On {cellWords(names, about)}{" "}
                <Link prefetch={false} href={`/studio/drafts/${draft.id}#say`}>
                  on the whole draft instead
                </Link>
                <input type="hidden" name="series" value={about.series} />
                <input type="hidden" name="period" value={about.period} />
              </p>
            ) : null}
            <CommentBox names={colleagues.map((one) => one.name)} />
            <div className={styles.forms}>
              <ActionButton>{about ? "Comment on this value" : "Comment"}</ActionButton>
            </div>
          </ActionForm>
        </div>
      ) : null}
    </section>
  );
}
