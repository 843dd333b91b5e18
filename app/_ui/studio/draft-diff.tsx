import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { Diff } from "@/lib/studio/drafts/diff-draft";
import type { Draft } from "@/lib/studio/drafts/draft";
import { type Grouped, LINES_A_PAGE } from "@/lib/studio/desk/read-draft-page";
import type { GroupBy } from "@/lib/studio/drafts/group-draft";
import { DraftDiffLine } from "./draft-diff-line";
import { DraftGroups, groupHref, groupName } from "./draft-groups";
import own from "./draft-page.module.css";

const HEADS = [
  "Series",
  "Period",
  "Unit",
  "Published",
  "Proposed",
  "Change",
  "",
  "Source",
  "Reason",
  "Note",
  "Comments",
] as const;
/** How the values of a draft that is published are headed. */
const SETTLED: Readonly<Record<string, string>> = { Published: "Before", Proposed: "After" };
const NUMBERS: readonly string[] = ["Published", "Proposed", "Change"];

/** Columns that say what stands above the lines already, where all are of one series. */
const OF_SERIES: readonly string[] = ["Series", "Unit"];

type Place = { draft: number; by: GroupBy; open: string | undefined; skip: number };

function Pages({ total, offset, size, place }: { total: number; offset: number; size: number; place: Place }) {
  if (total <= size) return null;
  const href = (from: number) => groupHref({ ...place, from }, "group");
  return (
    <nav className={own.pages} aria-label="Lines of the draft">
      {offset > 0 ? (
        <Link prefetch={false} href={href(Math.max(0, offset - size))}>
          Earlier
        </Link>
      ) : null}
      <span>
        {(offset + 1).toLocaleString("en-US")}–{Math.min(total, offset + size).toLocaleString("en-US")} of{" "}
        {total.toLocaleString("en-US")}
      </span>
      {offset + size < total ? (
        <Link prefetch={false} href={href(offset + size)}>
          Further
        </Link>
      ) : null}
    </nav>
  );
}

type Shown = {
  draft: Draft;
  diff: Diff;
  /** How much was said of a cell, by `series period`. */
  said: ReadonlyMap<string, number>;
  mayEdit: boolean;
};

function Lines({
  draft,
  diff,
  said,
  mayEdit,
  label,
  back,
  named,
}: Shown & { label: string; back: string; named: boolean }) {
  const settled = draft.changeSetId !== null;
  const heads = named ? HEADS : HEADS.filter((head) => !OF_SERIES.includes(head));
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={NUMBERS.includes(head) ? styles.number : undefined}>
                {settled ? (SETTLED[head] ?? head) : head}
                {head === "" ? <span className="sr-only">Marks</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {diff.lines.map((line) => {
            const key = `${line.cell.series} ${line.cell.period}`;
            const shown = { line, draft, said: said.get(key) ?? 0, mayEdit, named, back };
            return <DraftDiffLine key={key} {...shown} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

/**
 * A draft's values against what is published now; of a published one, against what stood before it. Those of a large
 * draft stand in groups, and the lines of one of them below.
 */
export function DraftDiff(props: Shown & { grouped: Grouped | null; offset: number; skip: number }) {
  const { draft, diff, grouped, offset, skip } = props;
  if (diff.total === 0) return null;
  const title = draft.changeSetId === null ? "Against what is published now" : "What it changed";
  const open = grouped?.open ?? null;
  const place: Place = { draft: draft.id, by: grouped?.by ?? "series", open: open?.key, skip };
  return (
    <section className={styles.section} aria-labelledby="values">
      <h2 id="values">{title}</h2>
      {grouped ? (
        <DraftGroups draft={draft.id} grouped={grouped} skip={skip}>
          {open ? (
            <>
              <Lines
                {...props}
                label={groupName(open, grouped.by)}
                back={groupHref(place)}
                named={grouped.by === "cause"}
              />
              <Pages total={open.cells} offset={offset} size={LINES_A_PAGE} place={place} />
            </>
          ) : null}
        </DraftGroups>
      ) : null}
      {grouped ? null : <Lines {...props} label={title} back={`/studio/drafts/${draft.id}`} named />}
    </section>
  );
}
