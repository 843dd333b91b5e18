import type { ReactNode } from "react";
import { KeepAsOf } from "./keep-as-of";
import styles from "./shell.module.css";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";

/** Who is signed in, the way to the account, appearance and signing out. Opens and closes without script. */
export function AccountMenu(props: {
  name: string;
  organisation: string;
  theme: Theme;
  studio: boolean;
  signOut: ReactNode;
}) {
  const { name, organisation, theme, studio, signOut } = props;
  return (
    <div className={styles.account}>
      <button type="button" popoverTarget="account-menu" className={styles.accountButton}>
        <span className="sr-only">Account: </span>
        <span className={styles.accountName}>{name}</span>
      </button>
      <div id="account-menu" popover="auto" className={styles.menu}>
        <p className={styles.menuWho}>
          <strong>{name}</strong>
          <span>{organisation}</span>
        </p>
        <KeepAsOf href="/account">Account</KeepAsOf>
        <KeepAsOf href="/status">Status of the data</KeepAsOf>
        {studio ? <KeepAsOf href="/studio">Studio</KeepAsOf> : null}
        <ThemeSwitch theme={theme} />
        {signOut}
      </div>
    </div>
  );
}
