import type { Observation } from "@/lib/store/rows";
import type { Column, Figure, Row } from "../figure";
import { observedCell } from "../cells";
import type { CloudPart } from "./cloud-part";
import { capitalised, counted } from "../telling/counted";
import { slugsOf } from "./slugs-of";

/** `3 contracts announced, 2025-03-10 to 2026-05-07`. */
function countWords(rows: readonly Row[]): string {
  const days = rows.flatMap((row) => (typeof row["announced"]?.value === "string" ? [row["announced"].value] : []));
  const [first, last] = [days.toSorted()[0], days.toSorted().at(-1)];
  const contracts = new Set(rows.map((row) => row["contract"]?.value)).size;
  const count = capitalised(`${counted(contracts, "contract")} announced`);
  if (!first || !last) return count;
  return first === last ? `${count}, ${first}` : `${count}, ${first} to ${last}`;
}

/** A cloud's announced contracts, one line for each of them, publisher and extent. They overlap, are amended and cancelled, and are not summed. */
export async function contractsFigure({ reader, cloud, dataset, label }: CloudPart): Promise<Figure> {
  const observations = await reader.vintages({ dataset: dataset.slug, where: { cloud: slugsOf(cloud) } });
  const newest = new Map(observations.map((one) => [`${one.series} ${one.period}`, one]));
  const standing = [...newest.values()].filter((one) => one.status !== "W");
  const byContract = new Map<string, Map<string, Observation>>();
  for (const one of standing) {
    const key = [one.dims["contract"], one.dims["extent"], one.dims["publisher"]].join(" ");
    byContract.set(key, (byContract.get(key) ?? new Map<string, Observation>()).set(one.measure, one));
  }
  const measures = Object.entries(dataset.measures);
  const rows = [...byContract.values()]
    .map((values): Row => {
      const first = [...values.values()][0];
      const cells = measures.map(([key]) => [key, observedCell(values.get(key))] as const);
      return {
        announced: { value: first?.period ?? null, ...(first?.periodLabel ? { text: first.periodLabel } : {}) },
        contract: { value: label("contract", first?.dims["contract"] ?? "") },
        extent: { value: label("extent", first?.dims["extent"] ?? "") },
        publisher: { value: label("publisher", first?.dims["publisher"] ?? "") },
        ...Object.fromEntries(cells),
        note: { value: first?.note ?? null, text: first?.note ?? "" },
      };
    })
    .toSorted((a, b) => String(b["announced"]?.value).localeCompare(String(a["announced"]?.value)));
  return {
    id: "contracts",
    title: countWords(rows),
    subtitle: "As announced; contracts overlap, are amended and cancelled, and are not added up",
    chart: null,
    table: {
      columns: [
        { key: "announced", label: "Announced", kind: "day" },
        { key: "contract", label: "Contract", kind: "text" },
        { key: "extent", label: "Extent", kind: "text" },
        { key: "publisher", label: "Publisher", kind: "text" },
        ...measures.map(([key, one]): Column => ({
          key,
          label: one.label,
          kind: "number",
          unit: one.unit,
          decimals: one.decimals,
        })),
        { key: "note", label: "Note", kind: "text" },
      ],
      rows,
    },
    ...(rows.length === 0
      ? { empty: `No contract of ${cloud.name} is known${reader.asOfDay ? " on that date" : ""}.` }
      : {}),
  };
}
