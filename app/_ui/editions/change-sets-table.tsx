import type { EditionReport } from "@/lib/datasets/edition-report";
import { formatInstant } from "@/lib/kernel/format";
import desk from "@/app/_ui/desk/desk.module.css";

const AUTHOR = { person: "", connector: "connector ", starter: "" } as const;

/** The publications that an edition holds, newest first: when, by whom, why. */
export function ChangeSetsTable({ changeSets }: { changeSets: EditionReport["changeSets"] }) {
  const { count, list } = changeSets;
  return (
    <section className={desk.section} aria-labelledby="publications">
      <h2 id="publications">Publications</h2>
      <div className={desk.scroll} tabIndex={0} role="region" aria-labelledby="publications">
        <table className={desk.table}>
          <thead>
            <tr>
              <th scope="col" className={desk.number}>
                Release
              </th>
              <th scope="col">Published</th>
              <th scope="col">By</th>
              <th scope="col" className={desk.number}>
                Rows
              </th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr key={one.id}>
                <th scope="row" className={desk.number}>
                  {one.release}
                </th>
                <td>{formatInstant(one.publishedAt)}</td>
                <td>
                  {AUTHOR[one.authorKind]}
                  {one.author}
                </td>
                <td className={desk.number}>{one.rows.toLocaleString("en-US")}</td>
                <td className={desk.words}>{one.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > list.length ? (
        <p className={desk.muted}>
          The newest {list.length} of {count.toLocaleString("en-US")} are shown.
        </p>
      ) : null}
    </section>
  );
}
