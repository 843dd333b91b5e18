import type { StatedView } from "@/lib/models/capex-point-in-time";

/** A constructed value: nobody reported it. */
export function constructed(
  over: Partial<StatedView> & { basis?: string; company?: string; line?: string } = {},
): StatedView {
  const { basis = "reported", company = "acme", line = "capex", ...rest } = over;
  return {
    series: `TEST.${company}.${line}.${basis}`,
    dims: { company, line, basis },
    unit: "USD",
    frequency: "quarter",
    period: "2025-01-01",
    periodEnd: null,
    periodLabel: null,
    value: 100,
    low: null,
    high: null,
    status: "A",
    knownAt: "2025-05-01T00:00:00.000Z",
    source: "constructed",
    ...rest,
  };
}

/** Four constructed calendar quarters of 2025 with these values, each known 30 days after its end. */
export function constructedYear(values: readonly number[], over: Parameters<typeof constructed>[0] = {}): StatedView[] {
  const starts = ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"];
  const known = ["2025-04-30", "2025-07-30", "2025-10-30", "2026-01-30"];
  return values.map((value, at) =>
    constructed({ ...over, value, period: starts[at] ?? "", knownAt: `${known[at] ?? ""}T00:00:00.000Z` }),
  );
}

export const YEAR = { start: "2025-01-01", end: "2025-12-31" };
