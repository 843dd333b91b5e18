/** The colours and the font that a chart is drawn with: CSS variables on the server, what they resolve to in a browser. */
export type Look = {
  colour: (slot: number | null) => string;
  /** The same colour, thinned, for the inside of what is somebody's view. */
  tint: (slot: number | null) => string;
  ink: string;
  muted: string;
  line: string;
  surface: string;
  accent: string;
  font: string;
};

export type Size = { width: number; height: number };

export const FONT_SIZE = 12;

/** Below this width names go under the chart, not into it. */
export const NARROW = 520;

/** From this width on there is room for long names; between the two, for short ones. */
export const WIDE = 840;

/** Roughly how wide a text is in the interface's font, in pixels. */
export const textWidth = (text: string): number => {
  let units = 0;
  for (const letter of text) units += /[ilj.,:;'|!()[\]ft]/.test(letter) ? 3.8 : /[A-Zmw%@–—]/.test(letter) ? 8.6 : 6.7;
  return units;
};

/** A text cut to a width, with an ellipsis where something is missing. */
export function fitted(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && textWidth(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}
