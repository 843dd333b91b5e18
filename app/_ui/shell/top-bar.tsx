import type { ReactNode } from "react";
import { AsOfControl } from "./as-of-control";
import { KeepAsOf } from "./keep-as-of";
import { Nav } from "./nav";
import styles from "./shell.module.css";

/** The bar above every page: where one is, as of when, and who one is; `viewing` where one looks on as somebody else. */
export function TopBar({ today, account, viewing }: { today: string; account: ReactNode; viewing: ReactNode }) {
  return (
    <header className={`${styles.bar} no-print`}>
      <div className={styles.barInner}>
        <KeepAsOf href="/" className={styles.wordmark} aria-label="Halfpitch, home">
          Halfpitch
        </KeepAsOf>
        <Nav />
        <AsOfControl today={today} />
        {account}
      </div>
      {viewing}
    </header>
  );
}
