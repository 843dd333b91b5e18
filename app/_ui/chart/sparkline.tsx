import styles from "./chart.module.css";

const WIDTH = 96;
const HEIGHT = 24;
const EDGE = 2;

const isGap = (value: number | null | undefined): boolean => typeof value !== "number" || !Number.isFinite(value);
const isAlone = (values: readonly (number | null)[], i: number): boolean =>
  isGap(values[i - 1]) && isGap(values[i + 1]);

/** The path of a row of values, broken where one is missing. Empty where fewer than two are known. */
export function sparkPath(values: readonly (number | null)[]): string {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length < 2) return "";
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const span = most - least || 1;
  const x = (i: number) => EDGE + (i / (values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    most === least ? HEIGHT / 2 : HEIGHT - EDGE - ((value - least) / span) * (HEIGHT - 2 * EDGE);
  let pen = "M";
  let path = "";
  for (const [i, value] of values.entries()) {
    if (value === null || !Number.isFinite(value)) pen = "M";
    else {
      path += `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      // One that stands alone is a dot: a line of no length with round ends.
      if (pen === "M" && isAlone(values, i)) path += "h0";
      pen = "L";
    }
  }
  return path;
}

/** The run of values as a line without axes, beside a number that says the same. Nothing where there is no run. */
export function Sparkline({
  values,
  colour = "var(--ink-muted)",
}: {
  values: readonly (number | null)[];
  colour?: string;
}) {
  const path = sparkPath(values);
  const end = path.match(/(\d+\.\d) (\d+\.\d)(?:h0)?$/);
  if (!path) return null;
  return (
    <svg className={styles.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={path} fill="none" stroke={colour} strokeWidth="1.25" strokeLinejoin="round" strokeLinecap="round" />
      {end ? <circle cx={end[1]} cy={end[2]} r="2" fill="var(--accent)" /> : null}
    </svg>
  );
}
