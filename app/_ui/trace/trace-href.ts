/** A stored number in short, `SERIES|PERIOD`: the value of `data-trace` and of the parameter `trace`. */
export const traceKey = (ref: { series: string; period: string }): string => `${ref.series}|${ref.period}`;

/** The series and period of a short form, or null where it is none. */
export function traceOf(key: string | null | undefined): { series: string; period: string } | null {
  const match = key?.match(/^([^|]{1,300})\|(\d{4}-\d{2}-\d{2})$/);
  return match?.[1] && match[2] ? { series: match[1], period: match[2] } : null;
}

/** The page of the number's series, where it leads without script. */
export function seriesHref(ref: { series: string; period?: string }, asOf: string | null): string {
  const params = new URLSearchParams();
  if (ref.period) params.set("period", ref.period);
  if (asOf) params.set("asOf", asOf);
  const query = params.toString();
  return `/series/${encodeURIComponent(ref.series)}${query ? `?${query}` : ""}`;
}
