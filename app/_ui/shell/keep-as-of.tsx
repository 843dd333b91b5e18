"use client";

import Link, { useLinkStatus } from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { asOfHref } from "./as-of-href";
import styles from "./shell.module.css";

/** Tells that the page behind a link is on its way. The page that stands stays until then. */
function Coming() {
  const { pending } = useLinkStatus();
  return <span className={styles.coming} data-pending={pending || undefined} aria-hidden="true" />;
}

/** A link that keeps the as-of day of the current address. */
export function KeepAsOf({ href, children, ...rest }: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  const asOf = useSearchParams().get("asOf");
  return (
    <Link href={asOfHref(href, asOf)} prefetch={false} {...rest}>
      {children}
      <Coming />
    </Link>
  );
}
