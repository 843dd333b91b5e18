import type { ChartSpec, Figure, Row, Sourced, SourcedFigure, TableModel } from "./figure";

const keysOf = ({ source, sources }: Sourced): readonly string[] => [
  ...(source === undefined ? [] : [source]),
  ...(sources ?? []),
];

/** The keys of the sources of some observations, cells or points, once each, in their order. */
export const sourcesIn = (all: readonly Sourced[]): string[] => [...new Set(all.flatMap(keysOf))];

const inRow = (row: Row, columns: TableModel["columns"]): Sourced[] => columns.map(({ key }) => row[key] ?? {});

const inChart = ({ series, pins = [] }: ChartSpec): Sourced[] => [...series.flatMap((one) => one.points), ...pins];

/**
 * A figure with its sources: those of the cells in its table's columns, of the points that its chart draws and of its
 * pins, and no others. Nothing else makes a list of a figure's sources.
 */
export function withSources(figure: Figure): SourcedFigure {
  const { chart, table } = figure;
  const cells = table.rows.flatMap((row) => inRow(row, table.columns));
  return { ...figure, sources: sourcesIn([...cells, ...(chart ? inChart(chart) : [])]) };
}
