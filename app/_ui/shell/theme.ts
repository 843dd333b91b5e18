/** How the product looks; `system` follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const THEME_COOKIE = "theme";

/** The theme that a cookie's text means. */
export const themeOf = (text: string | undefined): Theme => themes.find((one) => one === text) ?? "system";
