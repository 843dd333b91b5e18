"use server";

import { cookies } from "next/headers";
import { textOf } from "@/app/_data/said";
import { THEME_COOKIE, themeOf } from "./theme";

const YEAR_S = 31_536_000;

/** Keeps the theme that a form without script chose. Open to everybody: it touches nothing but the caller's cookie. */
export async function setTheme(form: FormData): Promise<void> {
  const theme = themeOf(textOf(form, "theme") || undefined);
  (await cookies()).set(THEME_COOKIE, theme, { path: "/", maxAge: YEAR_S, sameSite: "lax" });
}
