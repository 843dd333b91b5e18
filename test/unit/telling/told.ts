import type { Told } from "@/lib/dashboards/telling/statement";

/** A constructed statement about a cloud's installed power. */
export const told = (change: Partial<Omit<Told, "dims">> & { dims?: Record<string, string> } = {}): Told => ({
  series: "CONSTRUCTED",
  measure: "power",
  unit: "MW",
  frequency: "day",
  period: "2026-06-30",
  periodEnd: null,
  periodLabel: null,
  value: 100,
  low: null,
  high: null,
  status: "A",
  knownAt: "2026-07-15T00:00:00.000Z",
  ...change,
  dims: { cloud: "one", site: "all-sites", gpu: "all-models", basis: "reported", ...change.dims },
});
