import Link from "next/link";
import type { Headline } from "@/lib/dashboards/home/headline";
import { Sparkline } from "./chart/sparkline";
import styles from "./headline-strip.module.css";
import { Notice } from "./notice";
import { Num } from "./num";

const withAsOf = (href: string, asOf: string | null): string =>
  asOf ? `${href}${href.includes("?") ? "&" : "?"}asOf=${asOf}` : href;

/** The numbers that readers come for first, each with its history and a way to its page. */
export function HeadlineStrip({ headlines, asOf }: { headlines: readonly Headline[]; asOf: string | null }) {
  if (headlines.length === 0)
    return (
      <Notice title="Nothing to show">No headline number was known then, or none is part of your subscription.</Notice>
    );
  return (
    <ul className={styles.strip}>
      {headlines.map(({ key, label, href, unit, decimals, cell, period, change, history }) => (
        <li key={key}>
          <Link href={withAsOf(href, asOf)} className={styles.label}>
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
        </li>
      ))}
    </ul>
  );
}
