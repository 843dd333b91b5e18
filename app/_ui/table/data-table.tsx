import type { TableModel } from "@/lib/dashboards/figure";
import { statusWord } from "@/lib/kernel/status";
import { type ScreenTable, screenTable, type Staleness } from "./screen-rows";
import { SortableTable } from "./sortable-table";

/** More rows than a browser should hold; the CSV has all. */
const ROWS_MOST = 2000;

export type DefaultSort = { key: string; descending?: boolean };

function startOf(table: ScreenTable, sort: DefaultSort | undefined) {
  const column = table.columns.findIndex((one) => one.key === sort?.key);
  return sort && column >= 0 ? { column, descending: sort.descending ?? false } : null;
}

/**
 * A table that can be sorted, filtered and copied. Its caption is heard, not seen: a heading stands above it.
 * Every stored number opens where it came from.
 */
export function DataTable(props: {
  model: TableModel;
  caption: string;
  asOf: string | null;
  defaultSort?: DefaultSort;
  stale?: Staleness;
}) {
  const { model, caption, asOf, defaultSort, stale } = props;
  const table = screenTable({ ...model, rows: model.rows.slice(0, ROWS_MOST) }, stale);
  return (
    <SortableTable
      {...table}
      caption={caption}
      asOf={asOf}
      start={startOf(table, defaultSort)}
      words={statusWord}
      leftOut={model.rows.length - table.rows.length}
    />
  );
}
