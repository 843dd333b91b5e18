import styles from "@/app/_ui/desk/desk.module.css";
import type { DiffLine, Draft, DraftFinding } from "@/lib/studio/drafts/draft";
import type { CellName } from "@/lib/studio/drafts/cell-names";
import { cellAnchor, cellHref, cellWords } from "./draft-names";
import own from "./draft-page.module.css";

const PLACES_SHOWN = 6;

type Group = { message: string; blocking: boolean; places: { series: string; period: string }[]; count: number };

/** Findings that say the same of different cells, once. */
function groupsOf(findings: readonly DraftFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { rule, message, blocking, place } of findings) {
    const key = `${blocking} ${rule} ${message}`;
    const group = groups.get(key) ?? { message, blocking, places: [], count: 0 };
    group.count += 1;
    if (place) group.places.push(place);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What the checks say of a draft: what keeps it from going on, and what deserves another look. */
export function DraftChecks(props: {
  draft: Draft;
  findings: readonly DraftFinding[];
  lines: readonly DiffLine[];
  names: ReadonlyMap<string, CellName>;
}) {
  const { draft, findings, lines, names } = props;
  const here = new Set(lines.map(({ cell }) => cellAnchor(cell.series, cell.period)));
  const href = (series: string, period: string): string =>
    here.has(cellAnchor(series, period)) ? `#${cellAnchor(series, period)}` : cellHref(draft, series, period);
  return (
    <section className={styles.section} aria-labelledby="checks">
      <h2 id="checks">Checks</h2>
      {findings.length === 0 ? <p className={styles.good}>● Every check is passed.</p> : null}
      <ul className={own.list}>
        {groupsOf(findings).map(({ message, blocking, places, count }) => (
          <li key={`${blocking} ${message}`}>
            <span className={blocking ? styles.bad : styles.warn}>
              {blocking ? "✕ keeps it from going on" : "◐ deserves a look"}
            </span>{" "}
            {message}
            {count > 1 ? <span className={styles.muted}> {count.toLocaleString("en-US")} times.</span> : null}
            {places.slice(0, PLACES_SHOWN).map(({ series, period }) => (
              <a key={`${series} ${period}`} className={styles.below} href={href(series, period)}>
                {cellWords(names, { series, period })}
              </a>
            ))}
            {places.length > PLACES_SHOWN ? (
              <span className={styles.below}>and {(places.length - PLACES_SHOWN).toLocaleString("en-US")} others</span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
