import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { EntityDetail } from "@/lib/studio/entities/read-entity";
import { ListTable } from "./list-table";

const SHOWN = 200;

/** The series that name an entity, or one that was merged into it. */
export function EntitySeries({ detail: { entity, series } }: { detail: EntityDetail }) {
  const more = series.length - Math.min(series.length, SHOWN);
  return (
    <ListTable
      id="series"
      title="Series"
      columns={["Series", "Dataset", "Named as"]}
      empty="No series of your datasets names it."
      above={
        more > 0 ? <p className={styles.muted}>{more.toLocaleString("en-US")} further series are not shown.</p> : null
      }
    >
      {series.slice(0, SHOWN).map((one) => (
        <tr key={`${one.code} ${one.key}`}>
          <th scope="row" className={styles.series}>
            <Link href={`/series/${one.code}`} prefetch={false}>
              {one.title}
            </Link>
            <span className={styles.code}>{one.code}</span>
          </th>
          <td>
            <Link href={`/studio/${one.dataset}`} prefetch={false}>
              {one.dataset}
            </Link>
          </td>
          <td>{one.slug === entity.slug ? one.key : `${one.key}, as ${one.slug}`}</td>
        </tr>
      ))}
    </ListTable>
  );
}
