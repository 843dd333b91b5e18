import { addTo } from "@/lib/kernel/group-by";
import type { DiffLine } from "@/lib/studio/drafts/draft";
import { changeWords } from "@/lib/studio/blast-radius/diff-table";
import { type BlastLine, counted, partOf } from "@/lib/studio/blast-radius/blast-part";
import type { Preview } from "../subscriber";
import { formatRange, formatValue } from "@/lib/kernel/format";
import { Frequency, periodLabel } from "@/lib/kernel/period";

type Held = { value: number | null; low: number | null; high: number | null; status: string };

function written(held: Held | null, { unit, decimals }: DiffLine): string | null {
  if (!held || held.status === "W") return null;
  return held.value === null ? formatRange(held, unit, decimals) : formatValue(held.value, unit, decimals);
}

/** How far a value moves, for the order of the lines: what is new or withdrawn comes after what moves. */
function size({ before, cell }: DiffLine): number {
  const [from, to] = [before?.value ?? null, cell.value];
  if (from === null || to === null) return -1;
  return from === 0 ? Math.abs(to) : Math.abs(to / from - 1);
}

function lineOf(of: readonly DiffLine[]): BlastLine | null {
  const first = of.toSorted((a, b) => size(b) - size(a))[0];
  if (!first) return null;
  const { cell, title, before, unit, frequency } = first;
  return {
    where: title,
    href: `/series/${cell.series}`,
    what: `${periodLabel(cell.period, Frequency.catch("day").parse(frequency))}${of.length > 1 ? `, the largest of ${of.length} changes` : ""}`,
    before: written(before, first),
    after: written(cell, first),
    change: changeWords(before?.value, cell.value, unit) ?? (cell.status === "W" ? "withdrawn" : before ? null : "new"),
  };
}

/** The series themselves, each with its largest move. */
export const preview: Preview = async ({ lines }) => {
  const groups = new Map<string, DiffLine[]>();
  for (const one of lines) addTo(groups, one.cell.series, one);
  const sorted = [...groups.values()].toSorted((a, b) => Math.max(...b.map(size)) - Math.max(...a.map(size)));
  const own = sorted.flatMap((group) => lineOf(group) ?? []);
  return async () =>
    own.length === 0
      ? null
      : partOf({
          kind: "series",
          title: "Series",
          finding: `${counted(lines.length, "value")} of ${counted(own.length, "series", "series")} will change, and with them their pages`,
          lines: own,
        });
};
