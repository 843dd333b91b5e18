import Link from "next/link";
import { NumberText } from "@/app/_ui/number-text";
import { seriesHref, traceOf } from "@/app/_ui/trace/trace-href";
import type { ScreenCell, ScreenColumn } from "./screen-rows";
import styles from "./table.module.css";

type Props = {
  cell: ScreenCell;
  column: ScreenColumn | undefined;
  header: boolean;
  asOf: string | null;
  words: Readonly<Record<string, string>>;
};

function withAsOf(href: string, asOf: string | null): string {
  return asOf && href.startsWith("/") && !href.includes("asOf=")
    ? `${href}${href.includes("?") ? "&" : "?"}asOf=${asOf}`
    : href;
}

function TextCell({ cell, asOf }: { cell: ScreenCell; asOf: string | null }) {
  const trace = traceOf(cell.x);
  if (cell.h?.startsWith("/"))
    return (
      <Link href={withAsOf(cell.h, asOf)} prefetch={false}>
        {cell.t}
      </Link>
    );
  if (cell.h)
    return (
      <a href={cell.h} rel="noopener noreferrer">
        {cell.t}
      </a>
    );
  if (trace)
    return (
      <a className="num" data-trace={cell.x} href={seriesHref(trace, asOf)} title={cell.w}>
        {cell.t}
      </a>
    );
  return (
    <span className={cell.t === "n/a" ? styles.missing : undefined} title={cell.w}>
      {cell.t}
    </span>
  );
}

const textClass = (text: string) => (text.length > 40 ? styles.long : text.length < 25 ? styles.short : undefined);

/** One cell of a table: a number with its status and range, a link, or words. */
export function TableCell({ cell, column, header, asOf, words }: Props) {
  const letter = cell.e;
  const numeric = column?.numeric ?? false;
  const content =
    numeric && !cell.h ? (
      <NumberText
        text={cell.t}
        range={cell.r}
        status={letter ? { letter, word: words[letter] ?? letter } : undefined}
        stale={cell.o}
        title={cell.w}
        trace={traceOf(cell.x) ?? undefined}
        asOf={asOf}
      />
    ) : (
      <TextCell cell={cell} asOf={asOf} />
    );
  if (header)
    return (
      <th scope="row" className={styles.text}>
        {content}
      </th>
    );
  return <td className={numeric ? styles.number : textClass(cell.t)}>{content}</td>;
}
