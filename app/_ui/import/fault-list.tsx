import { type Ref, useState } from "react";
import type { Report } from "@/lib/studio/import/import-events";
import type { FaultGroup } from "@/lib/studio/import/report/fault-groups";
import { FaultActs, type GroupActs } from "./fault-acts";
import { FaultRows } from "./fault-rows";
import styles from "./import.module.css";
import { Pages } from "./pages";
import { many } from "./tally-words";

type Typed = { fixes: Readonly<Record<string, string>>; onType: (place: string, text: string) => void };
type Props = Typed & {
  dataset: string;
  upload: number;
  report: Report;
  acts: GroupActs;
  onSubmit: () => void;
  heading: Ref<HTMLHeadingElement>;
};

const SIZE = 12;

function linesOf({ faults, count }: FaultGroup): string {
  const lines = [...new Set(faults.map((one) => one.line))].slice(0, 3).map((line) => line.toLocaleString("en-US"));
  return `${count === 1 ? "line" : "lines"} ${lines.join(", ")}${faults.length > lines.length || count > faults.length ? " …" : ""}`;
}

function Group(
  props: Typed & Pick<Props, "acts" | "onSubmit"> & { group: FaultGroup; kind: string | undefined; first: boolean },
) {
  const { group, kind, acts, first, fixes, onType, onSubmit } = props;
  const [open, setOpen] = useState(first);
  const { header, value, reason, count } = group;
  const named = value === null || value === "" ? header || "Whole rows" : `${header} “${value}”`;
  return (
    <li className={styles.group}>
      <div className={styles.groupHead}>
        <button type="button" className={styles.open} aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? "▾" : "▸"}</span>
          <strong className={styles.count}>{count.toLocaleString("en-US")}</strong>
          <span className={styles.named}>{named}</span>
          <span className="sr-only">, {many(count, "place")}</span>
        </button>
        <span className={styles.why}>
          {value === null && count > 1 ? `${reason}, and others alike` : reason}
          <span className={styles.muted}> · {linesOf(group)}</span>
        </span>
        <FaultActs group={group} kind={kind} acts={acts} />
      </div>
      {open ? <FaultRows group={group} fixes={fixes} onType={onType} onSubmit={onSubmit} /> : null}
    </li>
  );
}

/** What is rejected of a file, by cause and value; each group with what can be done with all of it. */
export function FaultList({ dataset, upload, report, acts, fixes, onType, onSubmit, heading }: Props) {
  const [page, setPage] = useState(0);
  const { tally, groups, groupCount, adding } = report;
  const last = Math.max(0, Math.ceil(groups.length / SIZE) - 1);
  const at = Math.min(page, last);
  // A single cause, or a few places, are shown with their rows at once.
  const first = tally.bad <= 10 || groups.length === 1;
  return (
    <section className={styles.form} aria-labelledby="rejected">
      <div className={styles.headed}>
        <h2 id="rejected" ref={heading} tabIndex={-1}>
          {`${many(tally.bad, "place")} in ${many(tally.badRows, "row")} rejected, for ${many(groupCount, "cause")}`}
        </h2>
        <a href={`/api/studio/import/${upload}/rejected?dataset=${dataset}`} download>
          All rejected rows as CSV
        </a>
      </div>
      <ul className={styles.groups}>
        {groups.slice(at * SIZE, (at + 1) * SIZE).map((group) => (
          <Group
            key={group.key}
            group={group}
            kind={group.column === null ? undefined : adding[group.column]}
            acts={acts}
            first={first}
            fixes={fixes}
            onType={onType}
            onSubmit={onSubmit}
          />
        ))}
      </ul>
      <Pages what="the causes" page={at} size={SIZE} of={groups.length} onPage={setPage} />
    </section>
  );
}
