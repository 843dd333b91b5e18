"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useRef, useState } from "react";
import { TraceBody } from "./trace-body";
import styles from "./trace.module.css";
import { traceKey, traceOf } from "./trace-href";

type Shown = { series: string; period: string };

const client = () =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false, refetchOnWindowFocus: false } } });

/** Puts the open number into the address, which the drawer follows: the link opens it again. */
function remember(shown: Shown | null): void {
  const url = new URL(window.location.href);
  if (shown) url.searchParams.set("trace", traceKey(shown));
  else url.searchParams.delete("trace");
  window.history.replaceState(null, "", url);
}

/** The number that a plain click asks for, null where the click means something else. */
function clicked(event: MouseEvent): Shown | null {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return null;
  const target = event.target.closest("[data-trace]");
  return traceOf(target?.getAttribute("data-trace"));
}

/** Opens a number on a click on anything that leads back to one, and on the event of a chart. */
function useOpening(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const open = (next: Shown) => {
      remember(next);
      // At once, not after the address: between closing and opening again the address may look unchanged.
      if (!dialog.current?.open) dialog.current?.showModal();
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
  }, [dialog]);
}

/** Shows and closes the dialog after the address; a click beside it closes it. */
function useDialog(open: boolean) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const box = dialog.current;
    if (open && !box?.open) box?.showModal();
    if (!open && box?.open) box.close();
  }, [open]);
  useEffect(() => {
    const box = dialog.current;
    const onClick = (event: MouseEvent) => event.target === box && box?.close();
    box?.addEventListener("click", onClick);
    return () => box?.removeEventListener("click", onClick);
  }, []);
  return dialog;
}

/**
 * Shows where a number came from: opens on a click on anything with `data-trace` and on the window event
 * `halfpitch:trace` with `{ series, period }`. The address alone says which number is open. Mounted once; gives the
 * focus back when it closes.
 */
export function TraceDrawer() {
  const address = useSearchParams();
  const shown = traceOf(address.get("trace"));
  const [queries] = useState(client);
  const dialog = useDialog(shown !== null);
  useOpening(dialog);
  return (
    <dialog ref={dialog} className={styles.drawer} aria-labelledby="trace-title" onClose={() => remember(null)}>
      <div className={styles.inside}>
        <div className={styles.head}>
          <h2 id="trace-title">Where this number came from</h2>
          <button type="button" className={styles.close} onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        {shown ? (
          <QueryClientProvider client={queries}>
            <TraceBody query={{ ...shown, asOf: address.get("asOf") }} />
          </QueryClientProvider>
        ) : null}
      </div>
    </dialog>
  );
}
