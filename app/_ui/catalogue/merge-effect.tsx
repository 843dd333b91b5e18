import styles from "@/app/_ui/desk/desk.module.css";
import own from "./merge-effect.module.css";
import { Notice } from "@/app/_ui/notice";
import type { MergePreview } from "@/lib/studio/desk/read-merges";
import type { Offer } from "./picker";
import type { MergeEffect } from "@/lib/studio/entities/merge-effect";

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** What moves, each with how much, without what there is none of. */
function movesOf({ parts, events, relations, facts }: MergeEffect): [string, string][] {
  const rows: [string, string][] = parts.map(({ title, series, observations }) => [
    title,
    `${counted(series, "series", "series")}, ${counted(observations, "value")}`,
  ]);
  const further: [string, number, string][] = [
    ["Events", events, "event"],
    ["Relations", relations, "relation"],
    ["Facts of entities", facts, "fact"],
  ];
  return [
    ...rows,
    ...further.flatMap(([name, count, one]): [string, string][] => (count > 0 ? [[name, counted(count, one)]] : [])),
  ];
}

function Clashes({ effect }: { effect: MergeEffect }) {
  const { clashes, into } = effect;
  if (clashes.length === 0) return null;
  return (
    <Notice kind="warn" title={`${counted(clashes.length, "series", "series")} of both would stand under one name`}>
      <p>Nothing else tells them apart: {into?.name ?? "the other one"} would be shown twice in these places.</p>
      <ul>
        {clashes.slice(0, 10).map(({ one, other, title, otherTitle }) => (
          <li key={one}>
            <span title={one}>{title}</span> <span className={styles.muted}>and</span>{" "}
            <span title={other}>{otherTitle}</span>
          </li>
        ))}
        {clashes.length > 10 ? <li>and {(clashes.length - 10).toLocaleString("en-US")} more</li> : null}
      </ul>
    </Notice>
  );
}

/** What a picker has chosen where that is being looked at. */
export function chosenOf(preview: MergePreview | undefined): Offer | undefined {
  const into = preview && "effect" in preview ? preview.effect.into : null;
  return into ? { ...into, about: into.key } : undefined;
}

/** What a merge moves to another name, before anybody agrees to it; or why it cannot be made. */
export function MergeEffectView({ preview }: { preview: MergePreview }) {
  if ("trouble" in preview) return <p className={styles.bad}>{preview.trouble}</p>;
  const { effect } = preview;
  const moves = movesOf(effect);
  const { from, into, aliases, differences } = effect;
  return (
    <>
      <p className={styles.said}>
        {into
          ? `${from.name} (${from.key}) would be shown as ${into.name} (${into.key}). What names it keeps its code, and it can be undone.`
          : `${from.name} (${from.key}) would be shown as itself again.`}
      </p>
      <table className={`${styles.table} ${own.moves}`}>
        <caption>What moves</caption>
        <tbody>
          {moves.length === 0 ? (
            <tr>
              <td>Nothing rests on it.</td>
            </tr>
          ) : null}
          {moves.map(([name, words]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{words}</td>
            </tr>
          ))}
          {aliases.length > 0 ? (
            <tr>
              <th scope="row">Names that lead there</th>
              <td className={own.words}>{aliases.join(", ")}</td>
            </tr>
          ) : null}
          {differences.map((one) => (
            <tr key={one.field}>
              <th scope="row">{one.field}, no longer shown</th>
              <td className={own.words}>
                {one.from} <span className={styles.muted}>in its place {one.into}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Clashes effect={effect} />
    </>
  );
}
