import styles from "./chart.module.css";
import { type Layout, pinNumber } from "./layout";
import { lastKnown, type Prepared } from "./prepare";
import { nameWithStatus } from "./status-words";
import { Swatch } from "./swatch";

/** Layouts by the class that shows a list at that width. */
export type Layouts = { listNarrow: Layout; listMiddle: Layout; listWide: Layout };

function classesWhere(layouts: Layouts, listed: (layout: Layout) => boolean): string {
  const widths = ["listNarrow", "listMiddle", "listWide"] as const;
  return widths.flatMap((width) => (listed(layouts[width]) ? [styles[width] ?? ""] : [])).join(" ");
}

/** The names of series and happenings under a chart, at those widths at which they do not fit into it. */
export function NamesBelow({ prepared, layouts }: { prepared: Prepared; layouts: Layouts }) {
  const [names, pins] = [
    classesWhere(layouts, (one) => one.labels === "list"),
    classesWhere(layouts, (one) => one.pinsListed),
  ];
  const shown = prepared.series.filter((one) => lastKnown(one.points));
  return (
    <>
      {names ? (
        <ul className={`${styles.legend} ${names}`}>
          {shown.map((series) => (
            <li key={`${series.key} ${series.name}`}>
              <Swatch series={series} />
              {nameWithStatus(series)}
            </li>
          ))}
        </ul>
      ) : null}
      {pins ? (
        <ol className={`${styles.pins} ${pins}`}>
          {prepared.pins.map((pin, i) => (
            <li key={`${pin.at} ${pin.label}`}>
              <b>{pinNumber(i)}</b> {prepared.nameOf(pin.at)} {pin.label}
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}
