import styles from "@/app/_ui/skeleton.module.css";

export default function Loading() {
  return (
    <div className={styles.page} role="status">
      <span className="sr-only">Loading</span>
      <div className={styles.title} />
      <div className={styles.controls} />
      <div className={styles.chart} />
      <div className={styles.table} />
    </div>
  );
}
