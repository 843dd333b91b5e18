"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { TraceBody } from "./trace-body";
import styles from "./trace.module.css";
import { traceKey, traceOf } from "./trace-href";

type Shown = { series: string; period: string };

const client = () => new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false, refetchOnWindowFocus: false } } });

/** Keeps the open number in the address, so that the link opens it again. */
function remember(shown: Shown | null): void {
  const url = new URL(window.location.href);
  if (shown) url.searchParams.set("trace", traceKey(shown));
  else url.searchParams.delete("trace");
  window.history.replaceState(null, "", url);
}

const asOfNow = () => new URLSearchParams(window.location.search).get("asOf");

/** The number that a plain click asks for, null where the click means something else. */
function clicked(event: MouseEvent): Shown | null {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return null;
  const target = event.target.closest("[data-trace]");
  return traceOf(target?.getAttribute("data-trace"));
}

function useShown() {
  const [shown, setShown] = useState<Shown | null>(null);
  const path = usePathname();
  useEffect(() => setShown(traceOf(new URLSearchParams(window.location.search).get("trace"))), [path]);
  useEffect(() => {
    const open = (next: Shown) => {
      remember(next);
      setShown(next);
    };
    const onClick = (event: MouseEvent) => {
      const next = clicked(event);
      if (!next) return;
      event.preventDefault();
      open(next);
    };
    const onTrace = (event: Event) => {
      if (!(event instanceof CustomEvent)) return;
      const detail: unknown = event.detail;
      if (typeof detail !== "object" || detail === null || !("series" in detail) || !("period" in detail)) return;
      const next = traceOf(`${String(detail.series)}|${String(detail.period)}`);
      if (next) open(next);
    };
    // Before React's own handlers: a link in a table cell must not navigate as well.
    document.addEventListener("click", onClick, { capture: true });
    window.addEventListener("halfpitch:trace", onTrace);
    return () => {
      document.removeEventListener("click", onClick, { capture: true });
      window.removeEventListener("halfpitch:trace", onTrace);
    };
  }, []);
  const close = useCallback(() => {
    remember(null);
    setShown(null);
  }, []);
  return { shown, close };
}

/**
 * Shows where a number came from: opens on a click on anything with `data-trace` and on the window event
 * `halfpitch:trace` with `{ series, period }`. Mounted once; gives the focus back when it closes.
 */
export function TraceDrawer() {
  const { shown, close } = useShown();
  const [queries] = useState(client);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (shown && !dialog.current?.open) dialog.current?.showModal();
    if (!shown && dialog.current?.open) dialog.current.close();
  }, [shown]);
  return (
    <dialog
      ref={dialog}
      className={styles.drawer}
      aria-labelledby="trace-title"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <h2 id="trace-title">Where this number came from</h2>
          <button type="button" className={styles.close} onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        {shown ? (
          <QueryClientProvider client={queries}>
            <TraceBody query={{ ...shown, asOf: asOfNow() }} />
          </QueryClientProvider>
        ) : null}
      </div>
    </dialog>
  );
}
