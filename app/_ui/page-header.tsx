import type { ReactNode } from "react";
import { now } from "@/lib/kernel/clock";
import { formatDay } from "@/lib/kernel/format";
import { Finding } from "./finding";
import styles from "./page-header.module.css";

/** The head of a page: the finding, then measure and unit with the day as of which they stand. */
export function PageHeader({
  title,
  subtitle,
  asOf,
  children,
}: {
  title: string;
  subtitle: string;
  asOf: string | null;
  children?: ReactNode;
}) {
  const stands = `as of ${asOf ?? formatDay(now())}`;
  return (
    <header className={styles.header}>
      <Finding level={1} title={title} subtitle={subtitle ? `${subtitle}; ${stands}` : stands} />
      {children}
    </header>
  );
}
