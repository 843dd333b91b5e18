import Link from "next/link";
import { ActionButton, ActionForm } from "@/app/_ui/desk/action-form";
import styles from "@/app/_ui/desk/desk.module.css";
import { StatusMark } from "@/app/_ui/status-mark";
import { keepProposed } from "@/app/studio/drafts/actions";
import { formatNumber, formatRangeNumber } from "@/lib/kernel/format";
import { Frequency, periodLabel } from "@/lib/kernel/period";
import { changeWords } from "@/lib/studio/blast-radius/diff-table";
import { type DiffLine, type Draft, reasonWord } from "@/lib/studio/drafts/draft";
import { cellAnchor, cellHref, cellPastHref } from "./draft-names";
import own from "./draft-page.module.css";

type Held = { value: number | null; low: number | null; high: number | null; status: DiffLine["cell"]["status"] };

function Value({ held, unit, decimals }: { held: Held | null; unit: string; decimals: number }) {
  if (!held) return <span className={styles.muted}>nothing</span>;
  if (held.status === "W") return <span className={styles.muted}>withdrawn</span>;
  const ranged = held.low !== null || held.high !== null;
  const range = ranged ? formatRangeNumber(held, unit, decimals) : "";
  return (
    <span title={held.value === null ? undefined : String(held.value)}>
      {held.value === null ? range : formatNumber(held.value, unit, decimals)}
      {held.value !== null && ranged ? <span className={styles.muted}> {range}</span> : null}{" "}
      <StatusMark status={held.status} />
    </span>
  );
}

/** What is special about a line, in a word each. */
function Marks({ line }: { line: DiffLine }) {
  const { before, cell, moved, same } = line;
  const isNew = (before === null || before.status === "W") && cell.status !== "W";
  return (
    <>
      {isNew ? <span className={styles.good}>new </span> : null}
      {cell.status === "W" ? <span className={styles.warn}>withdraws </span> : null}
      {moved ? <span className={styles.bad}>published anew since it was edited </span> : null}
      {same ? <span className={styles.muted}>stands already </span> : null}
    </>
  );
}

/** One proposed value beside what is published, with what it rests on and how much was said of it. */
export function DraftDiffLine(props: {
  line: DiffLine;
  draft: Draft;
  said: number;
  mayEdit: boolean;
  /** Whether the line names its series, or stands below its name. */
  named: boolean;
  /** The address of the page with this line in it. */
  back: string;
}) {
  const { line, draft, said, mayEdit, named, back } = props;
  const { cell, title, unit, decimals, frequency, before, moved, sourceTitle, beforeSourceTitle } = line;
  const label = cell.periodLabel ?? periodLabel(cell.period, Frequency.catch("day").parse(frequency));
  const about = new URL(back, "http://here");
  about.searchParams.set("series", cell.series);
  about.searchParams.set("period", cell.period);
  return (
    <tr id={cellAnchor(cell.series, cell.period)}>
      {named ? (
        <>
          <th scope="row" className={own.series}>
            <Link prefetch={false} href={cellHref(draft, cell.series, cell.period)} title={cell.series}>
              {title}
            </Link>
          </th>
          <td>
            <Link prefetch={false} href={cellPastHref(cell.series, cell.period)} title="The past of this cell">
              {label}
            </Link>
          </td>
          <td className={styles.muted}>{unit}</td>
        </>
      ) : (
        <th scope="row">
          <Link prefetch={false} href={cellHref(draft, cell.series, cell.period)} title="This cell in the grid">
            {label}
          </Link>
        </th>
      )}
      <td className={styles.number}>
        <Value held={before} unit={unit} decimals={decimals} />
      </td>
      <td className={styles.number}>
        <Value held={cell} unit={unit} decimals={decimals} />
      </td>
      <td className={styles.number}>{changeWords(before?.value, cell.value, unit) ?? ""}</td>
      <td className={own.mark}>
        <Marks line={line} />
        {moved && mayEdit ? (
          <ActionForm action={keepProposed} className={styles.inRow} label={`Keep the proposed value of ${title}`}>
            <input type="hidden" name="draft" value={draft.id} />
            <input type="hidden" name="series" value={cell.series} />
            <input type="hidden" name="period" value={cell.period} />
            <input type="hidden" name="seen" value={before?.recordedAt ?? ""} />
            <ActionButton>Keep the proposed one</ActionButton>
          </ActionForm>
        ) : null}
      </td>
      <td className={own.note}>
        {cell.source ? (
          <Link prefetch={false} href={`/studio/sources/${cell.source}`} title={cell.source}>
            {sourceTitle ?? cell.source}
          </Link>
        ) : (
          <span className={styles.bad}>none named</span>
        )}
        {before && before.source !== cell.source ? (
          <span className={styles.below}>was {beforeSourceTitle ?? before.source}</span>
        ) : null}
      </td>
      <td>
        {cell.reason ? reasonWord[cell.reason] : ""}
        {cell.confidence ? <span className={styles.below}>{cell.confidence} confidence</span> : null}
      </td>
      <td className={own.note}>{cell.note ?? ""}</td>
      <td>
        <Link
          prefetch={false}
          href={`${about.pathname}${about.search}#say`}
          aria-label={`Comment on ${title}, ${label}`}
        >
          {said > 0 ? `${said} said` : "Comment"}
        </Link>
      </td>
    </tr>
  );
}
