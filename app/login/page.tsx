import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { callbackPath } from "@/app/_auth/callback-path";
import { LoginForm } from "@/app/_auth/login-form";
import { currentViewer } from "@/app/_auth/viewer";
import { magicLinkOffered } from "@/lib/access/magic-link";
import styles from "./login.module.css";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { callbackUrl, error } = await searchParams;
  const path = callbackPath(callbackUrl);
  if (await currentViewer()) redirect(path);
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <p className={styles.mark}>Halfpitch</p>
        <h1>Sign in</h1>
        <LoginForm path={path} failed={error !== undefined} linkOffered={magicLinkOffered()} />
      </div>
    </main>
  );
}
