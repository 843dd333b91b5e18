import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { SignOut } from "@/app/_auth/sign-out";
import { requireViewer } from "@/app/_auth/viewer";
import { AccountMenu } from "@/app/_ui/shell/account-menu";
import { AsOfBanner } from "@/app/_ui/shell/as-of-control";
import styles from "@/app/_ui/shell/shell.module.css";
import { THEME_COOKIE, themeOf } from "@/app/_ui/shell/theme";
import { TopBar } from "@/app/_ui/shell/top-bar";
import { ViewingBanner } from "@/app/_ui/shell/viewing-banner";
import { TraceDrawer } from "@/app/_ui/trace/trace-drawer";
import { holds } from "@/lib/access/entitlement";
import { now } from "@/lib/kernel/clock";
import { formatDay } from "@/lib/kernel/format";

export default async function ReaderLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  const today = formatDay(now());
  const account = (
    <AccountMenu
      name={viewer.name}
      organisation={viewer.organisation}
      theme={theme}
      studio={holds(viewer, "analyst")}
      signOut={<SignOut />}
    />
  );
  return (
    <>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <TopBar today={today} account={account} viewing={<ViewingBanner viewer={viewer} />} />
      <AsOfBanner today={today} />
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <TraceDrawer />
    </>
  );
}
