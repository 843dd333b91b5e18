import { StatusMark } from "@/app/_ui/status-mark";
import { formatRange, formatValue } from "@/lib/kernel/format";
import type { PastContent } from "@/lib/studio/history/history";
import styles from "./history.module.css";

/** A value as it stood or was proposed; says so where there was none. */
export function PastValue({ past, unit, decimals }: { past: PastContent | null; unit: string; decimals: number }) {
  if (!past) return <span className={styles.muted}>nothing</span>;
  if (past.status === "W") return <span className={styles.muted}>withdrawn</span>;
  const range = past.low === null && past.high === null ? "" : formatRange(past, unit, decimals);
  return (
    <span className={styles.value} title={past.value === null ? undefined : String(past.value)}>
      {past.value === null ? range : formatValue(past.value, unit, decimals)}
      {past.value !== null && range ? <span className={styles.muted}> {range}</span> : null}{" "}
      <StatusMark status={past.status} />
    </span>
  );
}
