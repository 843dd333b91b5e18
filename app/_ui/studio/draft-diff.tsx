import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { Diff } from "@/lib/studio/drafts/diff-draft";
import type { Draft } from "@/lib/studio/drafts/draft";
import { DraftDiffLine } from "./draft-diff-line";
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

function Pages({ total, offset, size, id }: { total: number; offset: number; size: number; id: number }) {
  if (total <= size) return null;
  const href = (from: number) => `/studio/drafts/${id}${from > 0 ? `?from=${from}` : ""}#values`;
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

/** A draft's values against what is published now; of a published one, against what stood before it. */
export function DraftDiff(props: {
  draft: Draft;
  diff: Diff;
  offset: number;
  size: number;
  /** How much was said of a cell, by `series period`. */
  said: ReadonlyMap<string, number>;
  mayEdit: boolean;
}) {
  const { draft, diff, offset, size, said, mayEdit } = props;
  if (diff.total === 0) return null;
  const settled = draft.changeSetId !== null;
  return (
    <section className={styles.section} aria-labelledby="values">
      <h2 id="values">{settled ? "What it changed" : "Against what is published now"}</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="values">
        <table className={styles.table}>
          <thead>
            <tr>
              {HEADS.map((head) => (
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
              return <DraftDiffLine key={key} line={line} draft={draft} said={said.get(key) ?? 0} mayEdit={mayEdit} />;
            })}
          </tbody>
        </table>
      </div>
      <Pages total={diff.total} offset={offset} size={size} id={draft.id} />
    </section>
  );
}
