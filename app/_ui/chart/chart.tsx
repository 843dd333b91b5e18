import type { ChartSpec } from "@/lib/dashboards/figure";
import "./chart-colours.css";
import styles from "./chart.module.css";
import { heightOf, layoutOf } from "./layout";
import { LiveChart } from "./live-chart";
import { NamesBelow } from "./names-below";
import { pack } from "./pack";
import { prepare } from "./prepare";
import { renderSvg } from "./render-svg";

const widths = { narrow: 358, middle: 660, wide: 1060 } as const;

/**
 * A chart, drawn on the server for three widths of its box, of which the page shows one. The browser redraws it to
 * read values from when the reader first points at it; until then, and without script, it is this picture.
 */
export function Chart({ spec, height }: { spec: ChartSpec; height?: number }) {
  const prepared = prepare(spec);
  const sizeOf = (width: number) => ({ width, height: height ?? heightOf(spec, prepared, width) });
  const layouts = {
    listNarrow: layoutOf(prepared, sizeOf(widths.narrow)),
    listMiddle: layoutOf(prepared, sizeOf(widths.middle)),
    listWide: layoutOf(prepared, sizeOf(widths.wide)),
  };
  return (
    <div className={styles.chart}>
      <LiveChart packed={pack(spec)}>
        <div role="img" aria-label={spec.summary}>
          {(["narrow", "middle", "wide"] as const).map((name) => {
            const size = sizeOf(widths[name]);
            // Safe: the drawing is our own, and ECharts escapes the texts in it.
            const html = { __html: renderSvg(spec, size.width, size.height) };
            return <div key={name} className={`${styles.drawing} ${styles[name]}`} dangerouslySetInnerHTML={html} />;
          })}
        </div>
      </LiveChart>
      <NamesBelow prepared={prepared} layouts={layouts} />
    </div>
  );
}
