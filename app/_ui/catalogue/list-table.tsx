import type { ReactNode } from "react";
import styles from "@/app/_ui/desk/desk.module.css";

type Column = string | { label: string; number: true };

/** A section of a studio page that holds one table; `empty` is said where there is no row. */
export function ListTable(props: {
  id: string;
  title: string;
  columns: readonly Column[];
  children: readonly ReactNode[];
  empty: string;
  above?: ReactNode;
}) {
  const { id, title, columns, children, empty, above } = props;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {above}
      {children.length === 0 ? (
        <p className={styles.muted}>{empty}</p>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby={id}>
          <table className={styles.table}>
            <thead>
              <tr>
                {columns.map((column) =>
                  typeof column === "string" ? (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ) : (
                    <th key={column.label} scope="col" className={styles.number}>
                      {column.label}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}
