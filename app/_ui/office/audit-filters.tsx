import Link from "next/link";
import deskStyles from "@/app/_ui/desk/desk.module.css";
import type { Person } from "@/lib/access/people";
import { AREAS, type Area, areas } from "@/lib/audit/areas";
import type { AuditFilter } from "@/lib/office/audit-filter";
import styles from "./audit-filters.module.css";

/** What of the audit is shown: areas as links with their counts, the rest as a form that needs no script. */
export function AuditFilters(props: {
  filter: AuditFilter;
  people: readonly Person[];
  counts: ReadonlyMap<Area, number>;
  hrefOf: (area: Area | null) => string;
  exportHref: string;
}) {
  const { filter, people, counts, hrefOf, exportHref } = props;
  const { person, area, text, from, to, viewing } = filter;
  const shown = areas.filter((one) => one === area || (counts.get(one) ?? 0) > 0);
  return (
    <>
      <nav aria-label="Areas" className={styles.areas}>
        <Link href={hrefOf(null)} aria-current={area ? undefined : "true"} prefetch={false}>
          All
        </Link>
        {shown.map((one) => (
          <Link key={one} href={hrefOf(one)} aria-current={area === one ? "true" : undefined} prefetch={false}>
            {AREAS[one].label} <span>{(counts.get(one) ?? 0).toLocaleString("en-US")}</span>
          </Link>
        ))}
      </nav>
      <form action="/office/audit" className={`${deskStyles.form} ${styles.filters}`} aria-label="Filter">
        {area ? <input type="hidden" name="area" value={area} /> : null}
        <label className={deskStyles.field}>
          <span>Person</span>
          <select name="person" defaultValue={person ?? ""}>
            <option value="">anybody</option>
            {people.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label className={deskStyles.field}>
          <span>Words in it</span>
          <input name="text" defaultValue={text} maxLength={100} />
        </label>
        <label className={deskStyles.field}>
          <span>From</span>
          <input type="date" name="from" defaultValue={from} />
        </label>
        <label className={deskStyles.field}>
          <span>To</span>
          <input type="date" name="to" defaultValue={to} />
        </label>
        <label className={deskStyles.field}>
          <span>Viewing as somebody</span>
          <select name="viewing" defaultValue={viewing ?? ""}>
            <option value="">either</option>
            <option value="yes">yes</option>
            <option value="no">no</option>
          </select>
        </label>
        <button type="submit">Show</button>
        <a href={exportHref} download className={styles.export}>
          Export as CSV
        </a>
      </form>
    </>
  );
}
