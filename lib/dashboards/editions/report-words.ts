import type { EditionMove, EditionReport } from "@/lib/datasets/edition-report";
import type { DatasetDefinition } from "@/lib/datasets/define";
import { formatChange, formatDay, formatDifference, formatRange, formatValue } from "@/lib/kernel/format";
import { periodLabel } from "@/lib/kernel/period";
import { statusToSay } from "../telling/status-words";
import { RANKED_LEAST } from "../telling/superlative";

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** What happened, for a title: `12 values added, 3 changed, 1 withdrawn`. */
export function reportFinding({ added, changed, withdrawn }: EditionReport): string {
  const counts = [
    { count: added, word: "added" },
    { count: changed, word: "changed" },
    { count: withdrawn, word: "withdrawn" },
  ].filter(({ count }) => count > 0);
  if (counts.length === 0) return "no value changed";
  const written = counts.map(({ count, word }, at) => {
    return `${at === 0 ? counted(count, "value", "values") : count.toLocaleString("en-US")} ${word}`;
  });
  return written.join(", ");
}

/** The period of a move as the field writes it. */
export const movePeriod = ({ period, periodLabel: label, frequency }: EditionMove): string =>
  label ?? periodLabel(period, frequency);

export const decimalsOf = (dataset: DatasetDefinition, measure: string): number =>
  dataset.measures[measure]?.decimals ?? 2;

/** A move in words, both values with what they are where they have not happened. */
function moveWords(move: EditionMove, dataset: DatasetDefinition): string {
  const decimals = decimalsOf(dataset, move.measure);
  const [before, after] = (["before", "after"] as const).map((which) => {
    const kind = statusToSay(move[which].status);
    return `${statementText(move, which, dataset)}${kind ? ` (${kind})` : ""}`;
  });
  const by = move.percent === null || move.unit === "%" ? "" : `, ${formatChange(move.percent)}`;
  const difference = formatDifference(move.difference, move.unit, decimals);
  return `${move.title}, ${movePeriod(move)}: from ${before} to ${after} (${difference}${by})`;
}

const sizeOf = (move: EditionMove | undefined): string => formatChange(Math.abs(move?.percent ?? 0));

/** What moved most, where three or more moved in percent and no other did so as far; else one of what moved. */
function moveSentence({ moves, changed }: EditionReport, dataset: DatasetDefinition): string | null {
  const [first, second] = moves.relative;
  const shown = first ?? moves.absolute[0];
  if (!shown) return null;
  const leads = first !== undefined && changed >= RANKED_LEAST && sizeOf(first) !== sizeOf(second);
  return `${leads ? `The largest of ${counted(changed, "move", "moves")} in percent is` : "Among what moved is"} ${moveWords(shown, dataset)}.`;
}

const REASONS = [
  ["new-information", "by new information"],
  ["correction", "as corrections"],
  ["method-change", "by a change of method"],
  ["addition", "as additions"],
  ["unstated", "as sources or the index were read, changing no value that stood"],
] as const;

function reasonWords(reasons: EditionReport["reasons"]): string | null {
  const parts = REASONS.flatMap(([reason, words]) =>
    reasons[reason] > 0 ? [`${reasons[reason].toLocaleString("en-US")} ${words}`] : [],
  );
  return parts.length > 0 ? `Rows were written: ${parts.join("; ")}.` : null;
}

/** The activity report in sentences. */
export function reportSentences(report: EditionReport, dataset: DatasetDefinition): string[] {
  const { previous, values, series, confirmed, sources, changeSets } = report;
  const since = previous
    ? `Since edition ${previous.label} of ${formatDay(previous.closedAt)}`
    : "In this first edition, since the dataset began";
  const stands = `${counted(values, "value", "values")} in ${counted(series, "series", "series")} stand.`;
  const same =
    confirmed > 0
      ? ` ${counted(confirmed, "value was", "values were")} written again and ${confirmed === 1 ? "stands" : "stand"} as before.`
      : "";
  const sourced =
    sources.count > 0 ? ` It rests on ${counted(sources.count, "source", "sources")} that it had not used before.` : "";
  return [
    `${since}: ${reportFinding(report)}. ${stands}${same}`,
    ...[moveSentence(report, dataset), reasonWords(report.reasons)].filter((one) => one !== null),
    `It was made by ${counted(changeSets.count, "publication", "publications")}.${sourced}`,
  ];
}

/** A value or range of a move with its unit. */
export function statementText(move: EditionMove, which: "before" | "after", dataset: DatasetDefinition): string {
  const decimals = decimalsOf(dataset, move.measure);
  const one = move[which];
  return one.value === null ? formatRange(one, move.unit, decimals) : formatValue(one.value, move.unit, decimals);
}
