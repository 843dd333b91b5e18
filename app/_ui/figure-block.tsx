import type { ChartSpec, SourcedFigure } from "@/lib/dashboards/figure";
import type { Status } from "@/lib/kernel/status";
import type { Source } from "@/lib/store/rows";
import { Chart } from "./chart/chart";
import styles from "./figure-block.module.css";
import { Finding, type HeadingLevel } from "./finding";
import { Notice } from "./notice";
import { SourceLine } from "./source-line";
import { type DefaultSort, DataTable } from "./table/data-table";
import type { Staleness } from "./table/screen-rows";

type Props = {
  figure: SourcedFigure;
  /** Where the CSV of this figure is, with the page's own query. */
  csvHref: string;
  /** Sources of the page; those of this figure are picked out. */
  sources: readonly Source[];
  asOf: string | null;
  headingLevel?: HeadingLevel;
  defaultSort?: DefaultSort;
  stale?: Staleness;
};

function statusesOf({ chart, table }: SourcedFigure): Set<Status> {
  const drawn = chart?.series.flatMap((series) => series.points.map((point) => point.status)) ?? [];
  const listed = table.rows.flatMap((row) => Object.values(row).flatMap((cell) => cell.status ?? []));
  return new Set([...drawn, ...listed]);
}

function Views({
  figure,
  chart,
  ...rest
}: Pick<Props, "figure" | "asOf" | "defaultSort" | "stale"> & { chart: ChartSpec | null }) {
  const { table, title } = figure;
  const rows = <DataTable model={table} caption={`${title}. ${figure.subtitle}`} {...rest} />;
  if (!chart) return rows;
  return (
    <>
      <div className={styles.chart}>
        <Chart spec={chart} />
      </div>
      <div className={styles.table}>{rows}</div>
    </>
  );
}

function Switch({ id, title }: { id: string; title: string }) {
  return (
    <fieldset className={`${styles.switch} no-print`}>
      <legend className="sr-only">Show “{title}” as</legend>
      <label>
        <input type="radio" name={`show-${id}`} value="chart" defaultChecked />
        Chart
      </label>
      <label>
        <input type="radio" name={`show-${id}`} value="table" />
        Table
      </label>
    </fieldset>
  );
}

/**
 * A chart with its table, CSV, sources and note under a title that says what was found. Chart and table change
 * places without script. Where there is nothing to show, or no right to see it, it says why instead.
 */
export function FigureBlock({ figure, csvHref, sources, asOf, headingLevel = 2, defaultSort, stale }: Props) {
  const { id, title, subtitle, chart, note, empty, forbidden } = figure;
  const silent = forbidden ?? empty;
  const headingId = `figure-${id}`;
  const used = new Set(figure.sources);
  return (
    <section className={styles.figure} aria-labelledby={headingId} id={id}>
      <div className={styles.head}>
        <Finding id={headingId} level={headingLevel} title={title} subtitle={subtitle} />
        {silent ? null : (
          <div className={styles.actions}>
            {chart ? <Switch id={id} title={title} /> : null}
            <a href={csvHref} download className="no-print">
              CSV<span className="sr-only"> of “{title}”</span>
            </a>
          </div>
        )}
      </div>
      {silent ? (
        <Notice title={forbidden ? "Not part of your subscription" : "Nothing to show"}>{silent}</Notice>
      ) : (
        <Views
          figure={figure}
          chart={chart}
          asOf={asOf}
          {...(defaultSort ? { defaultSort } : {})}
          {...(stale ? { stale } : {})}
        />
      )}
      {note && !silent ? <p className={styles.note}>{note}</p> : null}
      {silent ? null : (
        <SourceLine
          sources={sources.filter((one) => used.has(one.key))}
          statuses={statusesOf(figure)}
          drawn={chart !== null}
          asOf={asOf}
        />
      )}
    </section>
  );
}
