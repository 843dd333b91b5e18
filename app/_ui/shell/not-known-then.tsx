"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

/** Why there is nothing: on a past day perhaps nothing was known of it yet; else `children`. */
export function NotKnownThen({ children }: { children: ReactNode }) {
  const asOf = useSearchParams().get("asOf");
  return (
    <p>
      {asOf && /^\d{4}-\d{2}-\d{2}$/.test(asOf)
        ? `Nothing of it was known on ${asOf}, or the link is mistyped. The latest state may have it.`
        : children}
    </p>
  );
}
