import type { ChartPoint, ChartSeries, ChartSpec } from "@/lib/dashboards/figure";

type PackedPoint = [
  x: string,
  y: number | null,
  status: ChartPoint["status"],
  low?: number | null,
  high?: number | null,
  period?: string | null,
  series?: number | null,
  on?: string,
];

/** A chart's data with less to carry: points as rows, and each series code once. */
export type PackedSpec = Omit<ChartSpec, "series"> & {
  codes: string[];
  series: (Omit<ChartSeries, "points"> & { points: PackedPoint[] })[];
};

const finite = (value: number | null | undefined): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** Packs a chart for its way to the browser. `unpack` undoes it. */
export function pack(spec: ChartSpec): PackedSpec {
  const codes = new Map<string, number>();
  const codeOf = (series: string): number => {
    const known = codes.get(series) ?? codes.size;
    codes.set(series, known);
    return known;
  };
  const series = spec.series.map((one) => ({
    ...one,
    points: one.points.map((point): PackedPoint => {
      const ends = [finite(point.low), finite(point.high)] as const;
      const { ref, on } = point;
      if (ref || on !== undefined) {
        const leads = ref ? ([ref.period, codeOf(ref.series)] as const) : ([null, null] as const);
        return [
          point.x,
          finite(point.y),
          point.status,
          ...ends,
          ...leads,
          ...(on === undefined ? ([] as const) : ([on] as const)),
        ];
      }
      return point.low === undefined && point.high === undefined
        ? [point.x, finite(point.y), point.status]
        : [point.x, finite(point.y), point.status, ...ends];
    }),
  }));
  return { ...spec, series, codes: [...codes.keys()] };
}

/** The chart that was packed. */
export function unpack({ codes, ...spec }: PackedSpec): ChartSpec {
  const series = spec.series.map((one) => ({
    ...one,
    points: one.points.map(([x, y, status, low = null, high = null, period, code, on]): ChartPoint => {
      const name = typeof code === "number" ? codes[code] : undefined;
      return {
        x,
        y,
        status,
        low,
        high,
        ...(typeof on === "string" ? { on } : {}),
        ...(typeof period === "string" && name !== undefined ? { ref: { series: name, period } } : {}),
      };
    }),
  }));
  return { ...spec, series };
}
