import Link from "next/link";
import type { Headline } from "@/lib/dashboards/home/headline";
import { Sparkline } from "./chart/sparkline";
import styles from "./headline-strip.module.css";
import { Notice } from "./notice";
import { Num } from "./num";
import { asOfHref } from "./shell/as-of-href";

/** The numbers that readers come for first, each with its history and a way to its page. */
export function HeadlineStrip({ headlines, asOf }: { headlines: readonly Headline[]; asOf: string | null }) {
  if (headlines.length === 0)
    return (
      <Notice title="Nothing to show">No headline number was known then, or none is part of your subscription.</Notice>
    );
  return (
    <ul className={styles.strip}>
      {headlines.map(({ key, label, href, unit, decimals, cell, period, details = [], change, history }) => (
        <li key={key}>
          <Link href={asOfHref(href, asOf)} className={styles.label}>
            {label}
          </Link>
          <span className={styles.value}>
            <Num cell={cell} unit={unit} decimals={decimals} asOf={asOf} />
          </span>
          <Sparkline values={history} />
          <span className={styles.period}>
            {period}
            {change ? `, ${change}` : ""}
          </span>
          {details.length > 0 ? (
            <ul className={styles.details}>
              {details.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
