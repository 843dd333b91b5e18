import Link from "next/link";
import styles from "@/app/_ui/desk/desk.module.css";
import type { Lacking } from "@/lib/studio/sources/list-sources";

const counted = (count: number): string => `${count.toLocaleString("en-US")} ${count === 1 ? "has" : "have"}`;

/** How many of the sources that stand have no address or no date, each a link to those. */
export function LackingSources({ lacking: { sources, address, date } }: { lacking: Lacking }) {
  if (address + date === 0) return null;
  return (
    <p className={styles.muted}>
      Of {sources.toLocaleString("en-US")} sources that stand,{" "}
      <Link href="/studio/sources?lacks=address" prefetch={false}>
        {counted(address)} no address
      </Link>{" "}
      and{" "}
      <Link href="/studio/sources?lacks=date" prefetch={false}>
        {counted(date)} no date
      </Link>
      .
    </p>
  );
}
