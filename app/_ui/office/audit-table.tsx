import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import { AREAS, areaOf } from "@/lib/audit/areas";
import { type AuditLine, describeAudit } from "@/lib/audit/describe";
import { formatInstant } from "@/lib/kernel/format";

function Who({ line: { person, as, action } }: { line: AuditLine }) {
  if (!person)
    return <span className={styles.muted}>{areaOf(action) === "sign-ins" ? "nobody signed in" : "the system"}</span>;
  return (
    <>
      <Link href={`/office/people/${person.id}`} prefetch={false}>
        {person.name}
      </Link>
      {as ? <span className={styles.warn}> as {as.name}</span> : null}
    </>
  );
}

/** Events of the audit, one a line. */
export function AuditTable({ lines }: { lines: readonly AuditLine[] }) {
  if (lines.length === 0)
    return <p className={styles.muted}>No event matches. Widen the days, or take a filter away.</p>;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Events">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Area</th>
            <th scope="col">Action</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { words, href } = describeAudit(line);
            return (
              <tr key={line.id}>
                <td>{formatInstant(line.at)}</td>
                <td>
                  <Who line={line} />
                </td>
                <td className={styles.words}>
                  {href ? (
                    <Link href={href} prefetch={false}>
                      {words}
                    </Link>
                  ) : (
                    words
                  )}
                </td>
                <td className={styles.muted}>{AREAS[areaOf(line.action)].label}</td>
                <td className={styles.muted}>
                  <code>{line.action}</code>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
