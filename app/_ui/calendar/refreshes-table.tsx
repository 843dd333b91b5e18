import { datasetOf } from "@/lib/datasets/registry";
import { formatInstant } from "@/lib/kernel/format";
import type { Refresh } from "@/lib/studio/calendar/refreshes";
import desk from "@/app/_ui/desk/desk.module.css";

/** When sources are asked next by their own schedules. */
export function RefreshesTable({ refreshes }: { refreshes: readonly Refresh[] }) {
  return (
    <div className={desk.scroll} tabIndex={0} role="region" aria-label="Sources that are asked by schedule">
      <table className={desk.table}>
        <thead>
          <tr>
            <th scope="col">Next</th>
            <th scope="col">Source</th>
            <th scope="col">Datasets</th>
          </tr>
        </thead>
        <tbody>
          {refreshes.map((one) => (
            <tr key={one.connector}>
              <td>{formatInstant(one.next)}</td>
              <th scope="row">{one.title}</th>
              <td className={desk.words}>{one.datasets.map((slug) => datasetOf(slug).title).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
