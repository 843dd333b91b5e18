"use client";

import { type KeyboardEvent, useEffect, useId, useState } from "react";
import desk from "@/app/_ui/desk/desk.module.css";
import styles from "./picker.module.css";

/** Something to choose: its key, what it is called, and what tells it from others of that name. */
export type Offer = { key: string; name: string; about: string };

type Props = {
  label: string;
  name: string;
  search: (text: string) => Promise<Offer[]>;
  /** What is chosen already. */
  value?: Offer | undefined;
};

const WAIT_MS = 150;

function useOffers(search: Props["search"], text: string, open: boolean) {
  const [found, setFound] = useState<{ text: string; offers: readonly Offer[]; failed: boolean } | null>(null);
  useEffect(() => {
    if (!open) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      search(text).then(
        (offers) => current && setFound({ text, offers, failed: false }),
        () => current && setFound({ text, offers: [], failed: true }),
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, text, open]);
  return found;
}

/**
 * A field that finds things by their names while they are typed, and is worked by arrows, Enter and Escape. The form gets
 * the key of what was chosen; without script, the words as they were typed.
 */
export function Picker({ label, name, search, value }: Props) {
  const id = useId();
  const [chosen, setChosen] = useState(value ?? null);
  const [text, setText] = useState(value?.name ?? "");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = useOffers(search, chosen ? "" : text, open);
  const offers = found?.offers ?? [];
  const pick = (offer: Offer) => {
    setChosen(offer);
    setText(offer.name);
    setOpen(false);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") {
      setOpen(true);
      setAt(Math.min(Math.max(0, offers.length - 1), open ? at + 1 : 0));
    } else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Escape" && open) setOpen(false);
    else if (event.key === "Enter" && open && offers[at]) pick(offers[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div className={`${desk.field} ${styles.picker}`}>
      <label htmlFor={id}>
        <span>{label}</span>
      </label>
      {chosen ? <input type="hidden" name={name} value={chosen.key} /> : null}
      <input
        id={id}
        name={chosen ? undefined : name}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && offers[at] ? `${id}-${at}` : undefined}
        required
        size={36}
        maxLength={200}
        autoComplete="off"
        placeholder="Search by name"
        value={text}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(null);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={onKey}
      />
      {open ? (
        <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.options}>
          {offers.map((offer, index) => (
            // The box has the focus and the keys; a mouse chooses before the box loses it.
            <div
              key={offer.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={index === at ? styles.at : undefined}
              onMouseDown={(event) => {
                event.preventDefault();
                pick(offer);
              }}
            >
              {offer.name} <span className={desk.muted}>{offer.about}</span>
            </div>
          ))}
          {offers.length === 0 ? (
            <p className={desk.muted}>
              {found === null
                ? "Looking …"
                : found.failed
                  ? "The names cannot be read just now."
                  : "Nothing has that name."}
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
