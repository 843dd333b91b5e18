"use server";

import { cookies } from "next/headers";
import { THEME_COOKIE, themeOf } from "./theme";

const YEAR_S = 31_536_000;

/** Keeps the theme that a form without script chose. Open to everybody: it touches nothing but the caller's cookie. */
export async function setTheme(form: FormData): Promise<void> {
  const given = form.get("theme");
  const theme = themeOf(typeof given === "string" ? given : undefined);
  (await cookies()).set(THEME_COOKIE, theme, { path: "/", maxAge: YEAR_S, sameSite: "lax" });
}
