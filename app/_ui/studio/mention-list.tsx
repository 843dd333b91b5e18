import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import { formatInstant } from "@/lib/kernel/format";
import type { DraftComment } from "@/lib/studio/drafts/comments";

/** What others said to a person, each with the way to its draft. */
export function MentionList({ mentions }: { mentions: readonly DraftComment[] }) {
  return (
    <section className={styles.section} aria-labelledby="mentions">
      <h2 id="mentions">Mentions of you</h2>
      {mentions.length === 0 ? (
        <p className={styles.muted}>Nobody has mentioned you on a draft that is open.</p>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="mentions">
          <table className={styles.table}>
            <tbody>
              {mentions.map(({ id, draft, by, at, body, series }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link prefetch={false} href={`/studio/drafts/${draft}#comment-${id}`}>
                      Draft {draft}
                    </Link>
                  </th>
                  <td>{by}</td>
                  <td>{formatInstant(at)}</td>
                  <td className={styles.words}>
                    {body}
                    {series ? <code className={styles.code}>{series}</code> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
