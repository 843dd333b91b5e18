"use client";

import { useState, useSyncExternalStore } from "react";
import styles from "@/app/_ui/desk/desk.module.css";
import own from "./draft-page.module.css";
import { momentWords } from "./preview-moment";

const never = () => () => undefined;
const browserZone = (): string | null => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Fields for a moment: a local day and time, and whose clocks are meant. With script it says at once what that is in UTC. */
export function ScheduleForm(props: { zones: readonly string[]; zone: string | null; start?: string }) {
  const { zones, zone, start = "" } = props;
  const [local, setLocal] = useState(start);
  const [picked, setPicked] = useState(zone);
  const here = useSyncExternalStore(never, browserZone, () => null);
  const chosen = picked ?? (here !== null && zones.includes(here) ? here : "UTC");
  return (
    <>
      <label className={styles.field}>
        <span>Day and time</span>
        <input
          type="datetime-local"
          name="local"
          required
          value={local}
          onChange={(event) => setLocal(event.target.value)}
        />
      </label>
      <label className={styles.field}>
        <span>By the clocks of</span>
        <select name="zone" className={own.select} value={chosen} onChange={(event) => setPicked(event.target.value)}>
          {zones.map((one) => (
            <option key={one} value={one}>
              {one.replaceAll("_", " ")}
            </option>
          ))}
        </select>
      </label>
      <output className={styles.said}>{momentWords(local, chosen)}</output>
    </>
  );
}
