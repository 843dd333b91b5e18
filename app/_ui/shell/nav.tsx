"use client";

import { usePathname } from "next/navigation";
import { KeepAsOf } from "./keep-as-of";
import styles from "./shell.module.css";

const pages = [
  { href: "/prices", label: "Prices" },
  { href: "/neoclouds", label: "Neoclouds" },
  { href: "/hbm", label: "HBM" },
  { href: "/capex", label: "Capex" },
  { href: "/data", label: "Data" },
] as const;

/** The pages of the product; the current one is marked, and also where one stands below it. */
export function Nav() {
  const path = usePathname();
  const current = (href: string) => (path === href ? "page" : path.startsWith(`${href}/`) ? "true" : undefined);
  return (
    <nav aria-label="Pages" className={styles.nav}>
      <ul>
        {pages.map(({ href, label }) => (
          <li key={href}>
            <KeepAsOf href={href} aria-current={current(href)}>
              {label}
            </KeepAsOf>
          </li>
        ))}
      </ul>
    </nav>
  );
}
