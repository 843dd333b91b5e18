"use client";

import { useEffect, useId, useState } from "react";
import styles from "@/app/_ui/desk/desk.module.css";
import type { RecordedSource } from "@/lib/store/rows";

type Offer = Pick<RecordedSource, "key" | "title" | "publisher" | "published">;

/** The key of a source, found by any of its words while typing. */
export function SourceField(props: {
  label?: string;
  name?: string;
  value?: string;
  required?: boolean;
  search: (text: string) => Promise<Offer[]>;
}) {
  const { label = "Source", name = "source", value = "", required = false, search } = props;
  const id = useId();
  const [text, setText] = useState(value);
  const [offers, setOffers] = useState<readonly Offer[]>([]);
  useEffect(() => {
    let over = false;
    const timer = setTimeout(async () => {
      const found = await search(text).catch(() => []);
      if (!over) setOffers(found);
    }, 200);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text, search]);
  const chosen = offers.find((one) => one.key === text);
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        name={name}
        value={text}
        onChange={(event) => setText(event.target.value)}
        list={id}
        required={required}
        size={32}
        maxLength={300}
        autoComplete="off"
        placeholder="Search by any word"
      />
      <datalist id={id}>
        {offers.map((one) => (
          <option key={one.key} value={one.key}>
            {[one.publisher, one.title, one.published].filter(Boolean).join(", ")}
          </option>
        ))}
      </datalist>
      {chosen ? <span className={styles.below}>{`${chosen.publisher}: ${chosen.title}`}</span> : null}
    </label>
  );
}
