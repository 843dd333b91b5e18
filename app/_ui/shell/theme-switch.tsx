"use client";

import { useState } from "react";
import { setTheme } from "./set-theme";
import styles from "./shell.module.css";
import { THEME_COOKIE, type Theme, themes } from "./theme";

const words: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };

function apply(theme: Theme): void {
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Light, dark or as the device has it: at once with script, by sending the form without. */
export function ThemeSwitch({ theme }: { theme: Theme }) {
  const [chosen, setChosen] = useState(theme);
  return (
    <form action={setTheme} className={styles.theme} role="group" aria-label="Appearance">
      {themes.map((one) => (
        <button
          key={one}
          type="submit"
          name="theme"
          value={one}
          aria-pressed={one === chosen}
          onClick={(event) => {
            event.preventDefault();
            apply(one);
            setChosen(one);
          }}
        >
          {words[one]}
        </button>
      ))}
    </form>
  );
}
