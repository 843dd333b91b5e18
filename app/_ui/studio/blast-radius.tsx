import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { Viewer } from "@/lib/access/viewer";
import type { BlastLine, BlastPart } from "@/lib/studio/blast-radius/listener";
import { readBlastRadius } from "@/lib/studio/blast-radius/read-blast-radius";
import own from "./draft-page.module.css";

function Lines({ part }: { part: BlastPart }) {
  const compares = part.lines.some(({ before, after }) => before !== null || after !== null);
  const cell = (line: BlastLine, at: number) => (
    <tr key={`${line.where} ${line.what} ${at}`}>
      <th scope="row" className={own.series}>
        {line.href ? <Link href={line.href}>{line.where}</Link> : line.where}
      </th>
      <td className={own.note}>{line.what}</td>
      {compares ? (
        <>
          <td className={own.value}>{line.before ?? ""}</td>
          <td className={own.value}>{line.after ?? ""}</td>
          <td className={styles.number}>{line.change ?? ""}</td>
        </>
      ) : null}
    </tr>
  );
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={part.title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What</th>
            {compares ? (
              <>
                <th scope="col">Before</th>
                <th scope="col">After</th>
                <th scope="col" className={styles.number}>
                  Change
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>{part.lines.map(cell)}</tbody>
      </table>
    </div>
  );
}

function Part({ part, open }: { part: BlastPart; open: boolean }) {
  const left = part.total - part.lines.length;
  return (
    <details open={open} className={own.part}>
      <summary>
        <strong>{part.title}.</strong> {part.finding}.
      </summary>
      {part.lines.length > 0 ? <Lines part={part} /> : null}
      {left > 0 ? <p className={styles.muted}>{left.toLocaleString("en-US")} further lines are not shown.</p> : null}
      {part.note ? <p className={`${styles.muted} ${styles.said}`}>{part.note}</p> : null}
    </details>
  );
}

/** What publishing the draft would change, found by rehearsing it. Takes as long as the rehearsal. */
export async function BlastRadius({ viewer, draft }: { viewer: Viewer; draft: number }) {
  const { parts, said } = await readBlastRadius(viewer, { draft });
  return (
    <>
      {said ? <p className={styles.said}>{said}</p> : null}
      {parts.map((part) => (
        <Part key={part.kind} part={part} open={part.total <= 12} />
      ))}
    </>
  );
}
