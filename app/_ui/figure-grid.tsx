import type { ReactNode } from "react";
import styles from "./figure-grid.module.css";

/** Figures under each other, two beside each other where the screen is wide. The first takes the whole width if `lead`. */
export function FigureGrid({ children, lead = false }: { children: ReactNode; lead?: boolean }) {
  return <div className={`${styles.grid} ${lead ? styles.lead : ""}`}>{children}</div>;
}
