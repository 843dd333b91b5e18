import { now } from "@/lib/kernel/clock";
import { formatDay } from "@/lib/kernel/format";
import { type Status, statusWord } from "@/lib/kernel/status";
import { Grade, gradeWord } from "@/lib/provenance/grade";
import type { Source } from "@/lib/store/rows";
import styles from "./source.module.css";
import { StatusMark } from "./status-mark";

const NAMED = 4;
const ORDER: readonly Status[] = ["A", "P", "E", "F", "G", "C"];

type Publication = { publisher: string; newest: string | null; count: number };

/** Publishers by their newest source, newest first. */
function publications(sources: readonly Source[]): Publication[] {
  const found = new Map<string, Publication>();
  for (const { publisher, published } of sources) {
    const one = found.get(publisher) ?? { publisher, newest: null, count: 0 };
    found.set(publisher, {
      publisher,
      count: one.count + 1,
      newest: (published ?? "") > (one.newest ?? "") ? published : one.newest,
    });
  }
  return [...found.values()].toSorted((a, b) => (b.newest ?? "").localeCompare(a.newest ?? ""));
}

/** How many sources there are of each grade, nearest first: “3 primary, 1 relay”. */
function gradeTally(sources: readonly Source[]): string {
  const unique = [...new Map(sources.map((one) => [one.key, one])).values()];
  return Grade.options
    .flatMap((grade) => {
      const count = unique.filter((one) => one.grade === grade).length;
      return count === 0 ? [] : [`${count} ${gradeWord[grade]}`];
    })
    .join(", ");
}

function Legend({ statuses, drawn }: { statuses: ReadonlySet<Status>; drawn: boolean }) {
  const present = ORDER.filter((status) => statuses.has(status));
  if (present.every((status) => status === "A")) return null;
  return (
    <span className={styles.legend}>
      {present.map((status) => (
        <StatusMark key={status} status={status} word />
      ))}
      {drawn ? (
        <span>
          solid: actual; dashed:{" "}
          {present
            .filter((one) => one !== "A" && one !== "P")
            .map((one) => statusWord[one])
            .join(", ") || "none"}
        </span>
      ) : null}
    </span>
  );
}

/** The line below a figure: who published what it shows and when, as of when it stands, and what the marks mean. */
export function SourceLine(props: {
  sources: readonly Source[];
  statuses: ReadonlySet<Status>;
  drawn: boolean;
  asOf: string | null;
}) {
  const all = publications(props.sources);
  const named = all.slice(0, NAMED).map(({ publisher, newest }) => (newest ? `${publisher} (${newest})` : publisher));
  const rest = all.length - named.length;
  const tally = gradeTally(props.sources);
  return (
    <div className={styles.line}>
      <span>
        Source: {named.join(", ") || "not stated"}
        {rest > 0 ? (
          <>
            {" "}
            and <a href="#sources">{rest} more</a>
          </>
        ) : null}
        {tally === "" ? "" : `; ${tally}`}; <span className={styles.day}>as of {props.asOf ?? formatDay(now())}</span>
      </span>
      <Legend statuses={props.statuses} drawn={props.drawn} />
    </div>
  );
}
