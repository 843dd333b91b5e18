import styles from "./chart.module.css";
import { colourVariable } from "./palette";
import type { PlacedSeries } from "./prepare";
import { isView } from "./status-words";

/** How a series is drawn, in small: its colour, and dashed or hollow where it ends in somebody's view. */
export function Swatch({ series }: { series: Pick<PlacedSeries, "slot" | "shape" | "points" | "stack"> }) {
  const colour = `var(${colourVariable(series.slot)})`;
  const view = isView(series);
  const line = series.stack === undefined && (series.shape === "line" || series.shape === "step");
  const hollow = { fill: view ? "var(--surface)" : colour, stroke: colour, strokeWidth: 1.25 };
  return (
    <svg className={styles.swatch} viewBox="0 0 18 10" aria-hidden="true">
      {line ? <path d="M0 5H18" stroke={colour} strokeWidth="2" strokeDasharray={view ? "4 3" : undefined} /> : null}
      {series.shape === "points" ? <circle cx="9" cy="5" r="3.2" {...hollow} /> : null}
      {series.shape === "range" ? (
        <rect x="6" y="0.5" width="6" height="9" fill={colour} fillOpacity="0.28" stroke={colour} />
      ) : null}
      {!line && series.shape !== "points" && series.shape !== "range" ? (
        <rect x="4" y="1" width="10" height="8" {...hollow} strokeDasharray={view ? "3 2" : undefined} />
      ) : null}
    </svg>
  );
}
