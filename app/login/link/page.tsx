import type { Metadata } from "next";
import { LinkConfirm } from "@/app/_auth/link-confirm";
import styles from "../login.module.css";

export const metadata: Metadata = { title: "Sign in by link", referrer: "no-referrer" };

export default async function LinkPage({ searchParams }: PageProps<"/login/link">) {
  const { token } = await searchParams;
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <p className={styles.mark}>Halfpitch</p>
        <h1>Sign in by link</h1>
        <LinkConfirm token={typeof token === "string" ? token : ""} />
      </div>
    </main>
  );
}
