"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./studio-nav.module.css";
import { currentMark, studioPages } from "./studio-pages";

/** The pages of the studio; the one that a person is on or below is marked. */
export function StudioNav({ admin }: { admin: boolean }) {
  const path = usePathname();
  return (
    <nav aria-label="Studio" className={`${styles.nav} no-print`}>
      <ul>
        {studioPages.map((page) =>
          page.adminsOnly && !admin ? null : (
            <li key={page.href}>
              <Link href={page.href} prefetch={false} aria-current={currentMark(page, path)}>
                {page.label}
              </Link>
            </li>
          ),
        )}
      </ul>
    </nav>
  );
}
