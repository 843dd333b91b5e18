import Link from "next/link";
import type { GridColumn } from "@/lib/studio/grid/columns";
import type { DayWindow } from "@/lib/studio/grid/read-columns";
import frame from "./frame.module.css";

type Props = { window: DayWindow; columns: readonly GridColumn[]; href: (from: string) => string };

/** Which days stand in the columns where there are more, and the way to those before and after. */
export function DayWindowLine({ window, columns, href }: Props) {
  const { shown, of, earlier, later } = window;
  return (
    <nav className={frame.days} aria-label="Days">
      {earlier ? (
        <Link href={href(earlier)} prefetch={false} rel="prev">
          Earlier days
        </Link>
      ) : null}
      <span>
        {columns[0]?.label} to {columns.at(-1)?.label}: {shown} of {of.toLocaleString("en-US")} days with values
      </span>
      {later ? (
        <Link href={href(later)} prefetch={false} rel="next">
          Later days
        </Link>
      ) : null}
    </nav>
  );
}
