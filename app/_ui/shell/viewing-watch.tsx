"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { VIEWING_COOKIE } from "./viewing-cookie";

const viewedHere = (): string =>
  document.cookie
    .split("; ")
    .find((one) => one.startsWith(`${VIEWING_COOKIE}=`))
    ?.slice(VIEWING_COOKIE.length + 1) ?? "";

/**
 * Keeps the banner true where a page stands open: asks for the page anew when viewing as somebody has begun or ended
 * in another window, and when its time is up. The frame of a page is otherwise not asked for again.
 */
export function ViewingWatch({ endsInMs }: { endsInMs: number | null }) {
  const router = useRouter();
  const path = usePathname();
  const last = useRef<string>(undefined);
  useEffect(() => {
    const look = () => {
      const here = viewedHere();
      if (last.current !== undefined && last.current !== here) router.refresh();
      last.current = here;
    };
    look();
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [path, router]);
  useEffect(() => {
    if (endsInMs === null) return;
    const timer = setTimeout(() => router.refresh(), Math.max(0, endsInMs) + 1000);
    return () => clearTimeout(timer);
  }, [endsInMs, router]);
  return null;
}
