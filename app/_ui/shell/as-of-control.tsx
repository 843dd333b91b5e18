"use client";

import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { asOfHref } from "./as-of-href";
import { isPastDay, useAsOf } from "./as-of-query";
import styles from "./shell.module.css";

const FIRST_DAY = "2000-01-01";
// Typing a date passes through other valid dates; the page waits until the typing rests.
const TYPING_RESTS_MS = 700;

function useAddress() {
  const path = usePathname();
  const params = new URLSearchParams(useSearchParams());
  params.delete("asOf");
  params.delete("trace");
  const query = params.toString();
  return { path, others: [...params], latest: query ? `${path}?${query}` : path };
}

/** Chooses the day as of which everything is shown; every other setting in the address stays. */
export function AsOfControl({ today }: { today: string }) {
  const { path, others, latest } = useAddress();
  const asOf = useAsOf(today);
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pending, start] = useTransition();
  useEffect(() => {
    if (input.current) input.current.value = asOf ?? "";
  }, [asOf]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const go = () => {
    clearTimeout(timer.current);
    const day = input.current?.value ?? "";
    if (day !== "" && (day < FIRST_DAY || !isPastDay(day, today))) return;
    if (day !== (asOf ?? "")) start(() => router.push(asOfHref(latest, day || null), { scroll: false }));
  };
  const later = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(go, TYPING_RESTS_MS);
  };
  return (
    <form
      className={styles.asOf}
      action={path}
      method="get"
      aria-busy={pending}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      {others.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <label>
        <span>As of</span>
        <input
          ref={input}
          type="date"
          name="asOf"
          min={FIRST_DAY}
          max={today}
          defaultValue={asOf ?? ""}
          onChange={later}
        />
      </label>
      <button type="submit" className="without-script">
        Show
      </button>
      {asOf ? (
        <Link href={latest} scroll={false}>
          Latest
        </Link>
      ) : null}
      <span role="status" className="sr-only">
        {pending ? "Loading" : ""}
      </span>
    </form>
  );
}

/** Says plainly that the page does not show the latest state. */
export function AsOfBanner({ today }: { today: string }) {
  const { latest } = useAddress();
  const asOf = useAsOf(today);
  if (!asOf) return null;
  return (
    <div className={styles.banner} role="status">
      <p>
        As known on <strong>{asOf}</strong>: what became known later is left out.{" "}
        <Link href={latest} scroll={false}>
          Return to latest
        </Link>
      </p>
    </div>
  );
}
