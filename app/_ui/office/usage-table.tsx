import styles from "@/app/_ui/desk/desk.module.css";
import type { UsageLine } from "@/lib/access/usage";

/** So many lines stand on the page; the file has all. */
const MOST = 100;
const words = { page: "pages", csv: "files", api: "API" } as const;

/** Who read what in the last thirty days, with all of it as a file. */
export function UsageSection({ lines, href }: { lines: readonly UsageLine[]; href: string }) {
  return (
    <section className={styles.section} aria-labelledby="usage">
      <h2 id="usage">Usage in the last 30 days</h2>
      <p>
        <a href={href} download>
          A year of it as CSV
        </a>
      </p>
      {lines.length === 0 ? (
        <p className={styles.muted}>Nobody has read anything yet.</p>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label="Usage">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">Person</th>
                <th scope="col">Dataset</th>
                <th scope="col">By</th>
                <th scope="col" className={styles.number}>
                  Reads
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, MOST).map(({ day, name, email, dataset, kind, reads }) => (
                <tr key={`${day} ${email} ${dataset} ${kind}`}>
                  <td>{day}</td>
                  <th scope="row">{name}</th>
                  <td>{dataset}</td>
                  <td>{words[kind]}</td>
                  <td className={styles.number}>{reads.toLocaleString("en-US")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lines.length > MOST ? (
        <p className={styles.muted}>{(lines.length - MOST).toLocaleString("en-US")} more lines are in the file.</p>
      ) : null}
    </section>
  );
}
