import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { Viewer } from "@/lib/access/viewer";
import type { BlastLine, BlastPart } from "@/lib/studio/blast-radius/blast-part";
import { readBlastRadius } from "@/lib/published/read-blast-radius";
import own from "./draft-page.module.css";

/** Lines that stand in the same place, one after the other. */
function placesOf(lines: readonly BlastLine[]): BlastLine[][] {
  const places: BlastLine[][] = [];
  for (const line of lines) {
    const last = places.at(-1);
    if (last?.[0]?.where === line.where && last[0].href === line.href) last.push(line);
    else places.push([line]);
  }
  return places;
}

/** From so many lines on they stand closed, by place. */
const MANY = 12;

function Line({ line, place, compares }: { line: BlastLine; place: readonly BlastLine[]; compares: boolean }) {
  return (
    <tr>
      {line === place[0] ? (
        <th scope="rowgroup" rowSpan={place.length} className={own.series}>
          {line.href ? (
            <Link prefetch={false} href={line.href}>
              {line.where}
            </Link>
          ) : (
            line.where
          )}
        </th>
      ) : null}
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
}

/** A part with many lines: each place with how much changes there, and its lines once it is opened. */
function Places({ part }: { part: BlastPart }) {
  return placesOf(part.lines).map((place, at) => {
    const [first] = place;
    if (!first) return null;
    const changes = place.flatMap(({ change }) => change ?? []);
    return (
      <details key={`${first.where} ${at}`} className={own.place}>
        <summary>
          {first.where}{" "}
          <span className={styles.muted}>
            {place.length.toLocaleString("en-US")} {place.length === 1 ? "change" : "changes"}
            {changes.length > 0 ? `, ${changes.slice(0, 3).join(", ")}${changes.length > 3 ? " …" : ""}` : ""}
          </span>
        </summary>
        <Lines lines={place} label={first.where} />
      </details>
    );
  });
}

function Lines({ lines, label }: { lines: readonly BlastLine[]; label: string }) {
  const compares = lines.some(({ before, after }) => before !== null || after !== null);
  const heads = ["Where", "What", ...(compares ? ["Before", "After", "Change"] : [])];
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={head === "Change" ? styles.number : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {placesOf(lines).map((place, at) => (
          <tbody key={`${place[0]?.where} ${at}`}>
            {place.map((line, row) => (
              <Line key={`${line.what} ${row}`} line={line} place={place} compares={compares} />
            ))}
          </tbody>
        ))}
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
      {part.lines.length === 0 ? null : part.lines.length > MANY ? (
        <Places part={part} />
      ) : (
        <Lines lines={part.lines} label={part.title} />
      )}
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
        <Part key={part.kind} part={part} open={part.total <= MANY} />
      ))}
    </>
  );
}
