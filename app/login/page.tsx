import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { callbackPath } from "@/app/_auth/callback-path";
import { CSRF_HEADER } from "@/app/_auth/csrf";
import { LoginForm, type Opening } from "@/app/_auth/login-form";
import { isCodeError, UNAVAILABLE, waitOf } from "@/app/_auth/sign-in-error";
import { currentViewer } from "@/app/_auth/viewer";
import { magicLinkOffered } from "@/lib/access/magic-link";
import { env } from "@/lib/env";
import styles from "./login.module.css";

export const metadata: Metadata = { title: "Sign in" };

function openingOf(error: unknown, ended: unknown, set: unknown): Opening {
  const wait = waitOf(error);
  if (wait !== null) return { wait };
  if (isCodeError(error)) return "code";
  if (set !== undefined) return "set";
  if (error === UNAVAILABLE) return "unavailable";
  if (error !== undefined) return "wrong";
  return ended === undefined ? "plain" : "ended";
}

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { callbackUrl, error, ended, set } = await searchParams;
  const path = callbackPath(callbackUrl, new URL(env().HALFPITCH_URL).origin);
  if (await currentViewer()) redirect(path);
  const csrfToken = (await headers()).get(CSRF_HEADER) ?? "";
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <p className={styles.mark}>Halfpitch</p>
        <h1>Sign in</h1>
        <LoginForm
          path={path}
          csrfToken={csrfToken}
          opening={openingOf(error, ended, set)}
          linkOffered={magicLinkOffered()}
        />
      </div>
    </main>
  );
}
