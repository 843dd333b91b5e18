import { periodLabel } from "@/lib/kernel/period";
import { type Status, statusWord } from "@/lib/kernel/status";
import type { PasteProblem } from "@/lib/studio/paste/pasted-block";
import type { ChosenStatus } from "@/lib/studio/settings/status-of-new";
import type { PastePlan } from "./planned-paste";

export const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** How many rows and how many single cells problems are about: a row counts once, whatever stands in it. */
export function notTaken(problems: readonly PasteProblem[]): string[] {
  const rows = problems.filter((one) => one.name !== undefined || (one.cells > 1 && one.column <= 1));
  const cells = problems.filter((one) => !rows.includes(one)).reduce((sum, one) => sum + Math.max(1, one.cells), 0);
  return [
    ...(rows.length > 0 ? [`${count(rows.length, "row", "rows")}`] : []),
    ...(cells > 0 ? [`${count(cells, "cell", "cells")}`] : []),
  ];
}

/** What would happen, in a sentence: rows, periods, what is new and what is replaced. */
export function planWords(plan: PastePlan, frequency: Parameters<typeof periodLabel>[1]): string {
  const { cells } = plan;
  if (cells.length === 0) return "Nothing can be written as it stands.";
  const rows = new Map(cells.map((one) => [one.series, one.row]));
  const fresh = [...rows.values()].filter((row) => row.isNew).length;
  const periods = [...new Set(cells.map((one) => one.column))].toSorted();
  const label = (at: number) => periodLabel(periods.at(at) ?? "", frequency);
  const span =
    periods.length === 1 ? label(0) : `${count(periods.length, "period", "periods")}, ${label(0)} to ${label(-1)}`;
  const of = (kind: (typeof cells)[number]["replaces"]) => cells.filter((one) => one.replaces === kind).length;
  const parts = [
    ...(of("nothing") > 0 ? [count(of("nothing"), "new value", "new values")] : []),
    `${count(of("published"), "published value", "published values")} replaced`,
    `${count(of("draft"), "draft value", "draft values")} replaced`,
    ...(of("same") > 0 ? [`${of("same").toLocaleString("en-US")} as they stand already`] : []),
  ];
  const news = fresh > 0 ? `, ${fresh === rows.size && fresh === 1 ? "which is" : `${fresh} of them`} new` : "";
  return `${count(rows.size, "row", "rows")}${news}; ${span}: ${listed(parts)}.`;
}

const FROM: Record<ChosenStatus["from"], string> = {
  said: "as the block says",
  chosen: "as chosen in the bar above",
  before: "as the cells have it",
  series: "as their rows have it",
  source: "as other values of the source are",
  dataset: "as most values of this dataset are",
  period: "since the period is not over",
  nothing: "since nothing says more",
};

/** Which status the values get and why, a phrase each. */
export function statusPhrases({ cells }: PastePlan): string[] {
  const groups = new Map<string, { status: Status; from: ChosenStatus["from"]; count: number }>();
  for (const { status } of cells) {
    const key = `${status.status} ${status.from}`;
    const group = groups.get(key) ?? { ...status, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups.values()].map(
    ({ status, from, count: n }) => `${n.toLocaleString("en-US")} ${statusWord[status]}, ${FROM[from]}`,
  );
}

/** Where in the block a problem is; empty where it is about the whole. */
export function placeWords({ line, column }: PasteProblem): string {
  if (line === 0 && column === 0) return "";
  return line === 0 ? `column ${column}` : column === 0 ? `line ${line}` : `line ${line}, column ${column}`;
}
