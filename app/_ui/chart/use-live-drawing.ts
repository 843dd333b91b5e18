import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { ChartSpec } from "@/lib/dashboards/figure";
import type { LiveDrawing } from "./echarts-client";

type State = { drawing: LiveDrawing | null; start: () => void };

/**
 * Draws the chart in the browser once `start` is called, and clears up when the page leaves. Where the code for it
 * cannot be had, the drawing stays null and the server's picture stays; the next `start` tries again.
 */
export function useLiveDrawing(host: RefObject<HTMLDivElement | null>, spec: ChartSpec, horizontal: boolean): State {
  const [wanted, setWanted] = useState(false);
  const [drawing, setDrawing] = useState<LiveDrawing | null>(null);
  const [, setTimesDrawn] = useState(0);
  const loading = useRef(false);
  const start = useCallback(() => setWanted(true), []);

  useEffect(() => {
    if (!wanted || loading.current) return;
    let left = false;
    let mounted: LiveDrawing | null = null;
    loading.current = true;
    import("./echarts-client").then(
      ({ mountChart }) => {
        loading.current = false;
        if (left || !host.current) return;
        mounted = mountChart(host.current, spec, horizontal, () => setTimesDrawn((times) => times + 1));
        setDrawing(mounted);
      },
      () => {
        // The picture and its table say the same; a reader is not helped by being told of a lost file.
        loading.current = false;
        if (!left) setWanted(false);
      },
    );
    return () => {
      left = true;
      loading.current = false;
      mounted?.dispose();
      setDrawing(null);
    };
  }, [wanted, host, spec, horizontal]);

  return { drawing, start };
}
