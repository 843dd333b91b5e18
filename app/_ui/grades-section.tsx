import type { DatasetDefinition } from "@/lib/datasets/define";
import { Status, statusWord } from "@/lib/kernel/status";
import { gradeWord } from "@/lib/provenance/grade";
import { gradeMeaning, weightNotes, weightRows } from "@/lib/provenance/grade-words";
import styles from "./methodology.module.css";

const SHOWN = Status.options.filter((one) => one !== "W");

/** How sources are graded and how sure a dataset's numbers are: a table that the rules themselves fill. */
export function GradesSection({ dataset }: { dataset: DatasetDefinition }) {
  return (
    <section className={styles.grades} aria-labelledby="grades-title" id="grades">
      <h3 id="grades-title">Grades and confidence</h3>
      <p>
        Every source has a grade by one rule from its kind, publisher, address, date and licence; an analyst who knows
        better overrides it with a reason, which the trace of a number shows. Where its publisher or an analyst did not
        say how sure a number is, its confidence follows from the grade, the status and the basis. A headline never
        leads with an unverified source.
      </p>
      <div className={styles.scroll} role="region" aria-labelledby="grades-title" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Grade</th>
              <th scope="col">What it is</th>
              {SHOWN.map((status) => (
                <th scope="col" key={status}>
                  {statusWord[status]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weightRows(dataset).map(({ grade, of }) => (
              <tr key={grade}>
                <th scope="row">{gradeWord[grade]}</th>
                <td>{gradeMeaning[grade]}</td>
                {SHOWN.map((status) => (
                  <td key={status}>{of[status]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {weightNotes(dataset).map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  );
}
