"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useTransition } from "react";

/** Puts a field back to what the page shows, as after going back in the browser's history. */
function follow(form: HTMLFormElement): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    const current = field.dataset["current"];
    if (current === undefined) continue;
    if (field instanceof HTMLInputElement && field.type !== "search") field.checked = field.value === current;
    else field.value = current;
  }
}

/** The form's address without what is empty or the default. */
function addressOf(form: HTMLFormElement, action: string): string {
  const defaults = new Map<string, string>();
  for (const field of form.elements)
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      defaults.set(field.name, field.dataset["default"] ?? "");
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && value !== "" && value !== defaults.get(name)) params.set(name, value);
  const query = params.toString();
  return query ? `${action}?${query}` : action;
}

/** Words are typed to their end before they are asked for. */
const isTyping = (target: EventTarget): boolean => target instanceof HTMLInputElement && target.type === "search";

/** A GET form that sends itself when a field changes, keeps focus and place, and says while it waits. */
export function AutoSubmit({
  action,
  className,
  label,
  children,
}: {
  action: string;
  className: string;
  label: string;
  children: ReactNode;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [pending, start] = useTransition();
  useEffect(() => {
    if (form.current && !pending) follow(form.current);
  }, [children, pending]);
  const go = (target: HTMLFormElement) => start(() => router.push(addressOf(target, action), { scroll: false }));
  return (
    <form
      ref={form}
      action={action}
      method="get"
      className={className}
      aria-label={label}
      aria-busy={pending}
      onChange={(event) => {
        if (!isTyping(event.target)) go(event.currentTarget);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        go(event.currentTarget);
      }}
    >
      {children}
      <span className="sr-only" role="status">
        {pending ? "Loading" : ""}
      </span>
    </form>
  );
}
