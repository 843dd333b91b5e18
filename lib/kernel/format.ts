const MISSING = "n/a";
const CURRENCIES = new Set(["USD", "EUR", "GBP", "JPY", "CNY", "KRW", "TWD", "INR", "CHF", "AUD", "CAD", "HKD"]);
const STEPS = [
  { from: 1e12, suffix: "T" },
  { from: 1e9, suffix: "B" },
  { from: 1e6, suffix: "M" },
] as const;

const formatters = new Map<string, Intl.NumberFormat>();

// Fixed to en-US, so that server, browser and test write the same whatever machine they run on.
function fixed(value: number, least: number, most: number): string {
  const key = `${least} ${most}`;
  const made =
    formatters.get(key) ??
    new Intl.NumberFormat("en-US", { minimumFractionDigits: least, maximumFractionDigits: most });
  formatters.set(key, made);
  return made.format(value);
}

/** Decimals that leave three significant digits, at most `decimals` and never cutting whole digits. */
function decimalsFor(size: number, decimals: number): number {
  if (size === 0) return 0;
  const magnitude = Math.floor(Math.log10(size));
  const wanted = Math.max(0, 2 - magnitude);
  // A value that would be written as zero keeps its first digits instead: small is not nothing.
  return Math.min(size < 0.5 * 10 ** -decimals ? wanted : Math.min(decimals, wanted), 20);
}

const isMoney = (unit: string): boolean => CURRENCIES.has(unit);
const isPrice = (unit: string): boolean => /^[A-Z]{3}\//.test(unit) && CURRENCIES.has(unit.slice(0, 3));
const symbolOf = (currency: string): string => (currency === "USD" ? "$" : `${currency} `);

function unsigned(size: number, unit: string, decimals: number, aligned: boolean): string {
  if (isPrice(unit)) {
    const shown = Math.max(decimals, size > 0 && size < 0.5 * 10 ** -decimals ? decimalsFor(size, decimals) : 0);
    return fixed(size, decimals, shown);
  }
  if (isMoney(unit)) {
    const step = STEPS.find(({ from }) => size >= from * 0.9995);
    const most = step ? decimalsFor(size / step.from, 2) : 0;
    if (step) return `${fixed(size / step.from, aligned ? most : 0, most)}${step.suffix}`;
  }
  const most = size === 0 ? decimals : decimalsFor(size, decimals);
  return fixed(size, aligned ? most : 0, most);
}

/**
 * A number without its unit, for a table whose header or an axis that names it: `10.2B`, `63,151`, `2.35`.
 * Three significant digits with at most `decimals` decimals, whole digits never cut. `aligned` keeps closing zeros,
 * so that the digits of a column stand in line. Null is `n/a`.
 */
export function formatNumber(
  value: number | null | undefined,
  unit: string,
  decimals: number,
  aligned = false,
): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const text = unsigned(Math.abs(value), unit, decimals, aligned);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

function withUnit(text: string, unit: string): string {
  if (text === MISSING || unit === "") return text;
  const negative = text.startsWith("−");
  const size = negative ? text.slice(1) : text;
  const sign = negative ? "−" : "";
  if (unit === "%") return `${text}%`;
  if (isMoney(unit)) return `${sign}${symbolOf(unit)}${size}`;
  if (isPrice(unit)) return `${sign}${symbolOf(unit.slice(0, 3))}${size}${unit.slice(3)}`;
  return `${text} ${unit}`;
}

/** A number with its unit, for a sentence: `$10.2B`, `$2.35/GPU-hour`, `62%`, `1,200 MW`. Null is `n/a`. */
export function formatValue(value: number | null | undefined, unit: string, decimals: number): string {
  return withUnit(formatNumber(value, unit, decimals), unit);
}

type Ends = { low: number | null | undefined; high: number | null | undefined };

/** The ends of a range without unit: `60–65`, `at least 60`, `−5 to 3`; no midpoint is made up. */
export function formatRangeNumber({ low, high }: Ends, unit: string, decimals: number): string {
  const [from, to] = [formatNumber(low, unit, decimals), formatNumber(high, unit, decimals)];
  if (from === MISSING && to === MISSING) return MISSING;
  if (to === MISSING) return `at least ${from}`;
  if (from === MISSING) return `at most ${to}`;
  if (from === to) return from;
  return (low ?? 0) < 0 || (high ?? 0) < 0 ? `${from} to ${to}` : `${from}–${to}`;
}

/** The ends of a range with their unit: `$60B–65B`, `60–65%`, `at least 1,200 MW`. */
export function formatRange({ low, high }: Ends, unit: string, decimals: number): string {
  const text = formatRangeNumber({ low, high }, unit, decimals);
  const currency = isMoney(unit) || isPrice(unit) ? symbolOf(unit.slice(0, 3)) : "";
  if (text === MISSING || !currency) return withUnit(text, unit);
  const per = isPrice(unit) ? unit.slice(3) : "";
  return `${text.replace(/(^|^at least |^at most | to )(−?)(?=\d)/g, `$1$2${currency.replace("$", "$$$$")}`)}${per}`;
}

const signed = (value: number, text: string): string => (value > 0 && /[1-9]/.test(text) ? `+${text}` : text);

/** A relative change in percent, with its sign: 12.34 is `+12.3%`. Null is `n/a`. */
export function formatChange(percent: number | null | undefined, decimals = 1): string {
  const text = formatValue(percent, "%", decimals);
  return signed(percent ?? 0, text);
}

/** A change of a share in percentage points, with its sign: 2.1 is `+2.1 pp`. Null is `n/a`. */
export function formatPoints(points: number | null | undefined, decimals = 1): string {
  const text = formatValue(points, "pp", decimals);
  return signed(points ?? 0, text);
}

/** A difference in a measure's own unit, with its sign: `+$5B`. Null is `n/a`. */
export function formatDifference(value: number | null | undefined, unit: string, decimals: number): string {
  if (unit === "%") return formatPoints(value, decimals);
  return signed(value ?? 0, formatValue(value, unit, decimals));
}

/** The day of an instant or day, `2026-11-20`, UTC. */
export function formatDay(instant: string | Date): string {
  return (typeof instant === "string" ? instant : instant.toISOString()).slice(0, 10);
}

/** An instant to the minute: `2026-11-20 16:00 UTC`. */
export function formatInstant(instant: string | Date): string {
  const text = (typeof instant === "string" ? new Date(instant) : instant).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The month of a day: `Nov-26`. */
export function formatMonth(day: string): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1] ?? ""}-${day.slice(2, 4)}`;
}

/** Whole days from one day to another; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(formatDay(to)) - Date.parse(formatDay(from))) / 86_400_000);
}
