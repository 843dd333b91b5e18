"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { withAsOf } from "./as-of-query";

/** A link that keeps the as-of day of the current address. */
export function KeepAsOf({ href, ...rest }: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  const asOf = useSearchParams().get("asOf");
  return <Link href={withAsOf(href, asOf)} prefetch={false} {...rest} />;
}
