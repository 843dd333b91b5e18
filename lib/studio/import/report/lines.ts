const RANGES = 6;

/** Lines as a person writes them: `lines 3–5, 9`; `count` where more are meant than are given. */
export function linesOf(lines: readonly number[], count = lines.length): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const shown = ranges.slice(0, RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  const more = ranges.length > RANGES || count > lines.length ? " …" : "";
  return `${count === 1 ? "line" : "lines"} ${shown.join(", ")}${more}`;
}
