import type { Reader } from "@/lib/access/reader";
import { datasetOf } from "@/lib/datasets/registry";
import { formatRange, formatValue } from "@/lib/kernel/format";
import { counted } from "../telling/counted";
import { countedStatements } from "../telling/status-words";
import { type CostSplit, partOfCost } from "./part-of-cost";
import { labelsOf } from "../dataset/names";
import type { Figure, Row } from "../figure";
import { sourcesIn } from "../figure-sources";
import { observedCell } from "../cells";

const COST = "accelerator-cost";

/** `HBM is 35–58% of manufacturing cost in 9 estimates for 8 accelerators, 2025-12-01 to 2026-06-27`. */
function finding(splits: readonly CostSplit[]): string {
  const percents = splits.map((one) => one.percent);
  if (percents.length === 0) return "HBM's part of accelerator cost";
  const range = formatRange({ low: Math.min(...percents), high: Math.max(...percents) }, "%", 0);
  const said = countedStatements(splits.flatMap((one) => one.component.status));
  const chips = counted(new Set(splits.map((one) => one.accelerator)).size, "accelerator");
  const days = splits.map((one) => one.component.period).toSorted();
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  return `HBM is ${range} of manufacturing cost in ${said} for ${chips}, ${first === last ? first : `${first} to ${last}`}`;
}

/** How much of what an accelerator costs to make is its HBM, by accelerator and publisher. */
export async function costFigure(reader: Reader): Promise<Figure> {
  const dataset = datasetOf(COST);
  const label = await labelsOf(reader, dataset);
  const observations = await reader.observations({ dataset: COST, where: { scope: "chip" } });
  const newest = new Map<string, CostSplit>();
  const inOrder = partOfCost(observations, "hbm").toSorted((a, b) =>
    a.component.period < b.component.period ? -1 : 1,
  );
  for (const split of inOrder) newest.set(`${split.accelerator} ${split.publisher}`, split);
  const splits = [...newest.values()].toSorted((a, b) => b.percent - a.percent);
  const name = (split: (typeof splits)[number]) =>
    `${label("accelerator", split.accelerator)} (${label("publisher", split.publisher)})`;
  const rows = splits.map((split): Row => {
    const by = label("publisher", split.publisher);
    const isStated = split.component.unit === "%";
    const sum = `HBM ${formatValue(split.component.value, "USD", 0)} of ${formatValue(split.total.value, "USD", 0)}, both by ${by}`;
    return {
      accelerator: { value: label("accelerator", split.accelerator) },
      publisher: { value: label("publisher", split.publisher) },
      on: { value: split.component.period },
      percent: isStated
        ? observedCell(split.component)
        : {
            value: split.percent,
            status: split.component.status,
            derivation: sum,
            sources: sourcesIn([split.component, split.total]),
          },
      hbm: isStated ? { value: null } : observedCell(split.component),
      total: observedCell(split.total),
    };
  });
  const points = splits.map((split) => ({
    x: name(split),
    y: split.percent,
    status: split.component.status,
    sources: sourcesIn([split.component, split.total]),
    ref: { series: split.component.series, period: split.component.period },
  }));
  const title = finding(splits);
  return {
    id: "cost",
    title,
    subtitle: "HBM as a part of manufacturing cost, %; each bar is one publisher's estimate, newest of each",
    chart:
      splits.length > 0
        ? {
            x: "category",
            categories: points.map((one) => one.x),
            horizontal: true,
            unit: "%",
            decimals: 0,
            fromZero: true,
            series: [{ key: "hbm", name: "HBM", shape: "bar", points }],
            summary: `${title}.`,
          }
        : null,
    table: {
      columns: [
        { key: "accelerator", label: "Accelerator", kind: "text" },
        { key: "publisher", label: "Publisher", kind: "text" },
        { key: "on", label: "Stated", kind: "day" },
        { key: "percent", label: "HBM part of cost", kind: "number", unit: "%", decimals: 1 },
        { key: "hbm", label: "HBM", kind: "number", unit: "USD", decimals: 0 },
        { key: "total", label: "Total", kind: "number", unit: "USD", decimals: 0 },
      ],
      rows,
    },
    note: "As stated, else computed where one publisher gives both HBM and total for the same day. Boards with two GPUs, rack totals and selling prices are not manufacturing cost and do not enter.",
    ...(splits.length === 0
      ? { empty: `No cost split with both HBM and total is known${reader.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}
