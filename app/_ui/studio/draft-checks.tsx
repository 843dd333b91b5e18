import { addTo } from "@/lib/kernel/group-by";
import styles from "@/app/_ui/desk/desk.module.css";
import type { DiffLine, Draft, DraftFinding } from "@/lib/studio/drafts/draft";
import type { CellName, CellPlace } from "@/lib/studio/drafts/cell-names";
import { type Group, groupsOf } from "./group-findings";
import { cellAnchor, cellHref, cellWords } from "./draft-names";
import own from "./draft-page.module.css";

const PLACES_SHOWN = 6;
/** From so many messages of one rule on they stand closed. */
const MANY = 6;

/** Groups of one rule, in the order in which they come. */
function rulesOf(groups: readonly Group[]): Group[][] {
  const rules = new Map<string, Group[]>();
  for (const one of groups) {
    const key = `${one.blocking} ${one.rule}`;
    addTo(rules, key, one);
  }
  return [...rules.values()];
}

const Weight = ({ blocking }: { blocking: boolean }) => (
  <span className={blocking ? styles.bad : styles.warn}>
    {blocking ? "✕ keeps it from going on" : "◐ deserves a look"}
  </span>
);

type Props = {
  draft: Draft;
  findings: readonly DraftFinding[];
  lines: readonly DiffLine[];
  names: ReadonlyMap<string, CellName>;
};
type Way = { href: (place: CellPlace) => string; names: Props["names"] };

function Said({ group, href, names }: Way & { group: Group }) {
  const { message, places, count } = group;
  const left = count - Math.min(places.length, PLACES_SHOWN);
  return (
    <>
      {message}
      {count > 1 ? <span className={styles.muted}> {count.toLocaleString("en-US")} times.</span> : null}
      {places.slice(0, PLACES_SHOWN).map((place) => (
        <a key={`${place.series} ${place.period}`} className={styles.below} href={href(place)}>
          {cellWords(names, place)}
        </a>
      ))}
      {places.length > 0 && left > 0 ? (
        <span className={styles.below}>and {left.toLocaleString("en-US")} others</span>
      ) : null}
    </>
  );
}

function Rule({ groups, ...way }: Way & { groups: readonly Group[] }) {
  const [first] = groups;
  if (!first) return null;
  if (groups.length <= MANY)
    return groups.map((group) => (
      <li key={group.message}>
        <Weight blocking={group.blocking} /> <Said group={group} {...way} />
      </li>
    ));
  const count = groups.reduce((sum, one) => sum + one.count, 0);
  return (
    <li>
      <details>
        <summary>
          <Weight blocking={first.blocking} /> {count.toLocaleString("en-US")} of one kind, such as: {first.message}
        </summary>
        <ul className={own.list}>
          {groups.map((group) => (
            <li key={group.message}>
              <Said group={group} {...way} />
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** What the checks say of a draft: what keeps it from going on, and what deserves another look. */
export function DraftChecks({ draft, findings, lines, names }: Props) {
  const here = new Set(lines.map(({ cell }) => cellAnchor(cell.series, cell.period)));
  const href = ({ series, period }: CellPlace): string =>
    here.has(cellAnchor(series, period)) ? `#${cellAnchor(series, period)}` : cellHref(draft, series, period);
  return (
    <section className={styles.section} aria-labelledby="checks">
      <h2 id="checks">Checks</h2>
      {findings.length === 0 ? <p className={styles.good}>● Every check is passed.</p> : null}
      <ul className={own.list}>
        {rulesOf(groupsOf(findings)).map((groups) => (
          <Rule key={`${groups[0]?.blocking} ${groups[0]?.rule}`} groups={groups} href={href} names={names} />
        ))}
      </ul>
    </section>
  );
}
