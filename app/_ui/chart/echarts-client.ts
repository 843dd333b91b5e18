import type { ChartSpec } from "@/lib/dashboards/figure";
import { init } from "./echarts-parts";
import type { Look } from "./look";
import { chartOption } from "./option";
import { colourVariable } from "./palette";

/** Where things stand in a chart that is drawn in the browser, in pixels of its box. */
export type LiveDrawing = {
  /** The pixel of a place and, where given, a value. Null before anything is drawn. */
  pixelOf: (at: number, value: number) => [x: number, y: number] | null;
  width: () => number;
  dispose: () => void;
};

/** What the page's colours resolve to here and now. */
function lookOf(element: HTMLElement): Look {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const resolved = (variable: string): string => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const look: Look = {
    colour: (slot) => colours.get(slot) ?? "gray",
    tint: (slot) => (colours.get(slot) ?? "gray").replace(/^rgb\((.*)\)$/, "rgba($1, 0.2)"),
    ink: resolved("--ink"),
    muted: resolved("--ink-muted"),
    line: resolved("--line"),
    surface: resolved("--surface"),
    accent: resolved("--accent"),
    font: getComputedStyle(element).fontFamily,
  };
  const slots = [null, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const colours = new Map(slots.map((slot) => [slot, resolved(colourVariable(slot))]));
  probe.remove();
  return look;
}

/** Draws a chart into an element, and again whenever its size or the page's colours change. `drawn` is told each time. */
export function mountChart(element: HTMLElement, spec: ChartSpec, horizontal: boolean, drawn: () => void): LiveDrawing {
  const sizeOf = () => ({ width: Math.max(1, element.clientWidth), height: Math.max(1, element.clientHeight) });
  const chart = init(element, null, { renderer: "svg", ...sizeOf() });
  const draw = (): void => {
    const size = sizeOf();
    chart.resize(size);
    chart.setOption(chartOption(spec, lookOf(element), size), { notMerge: true });
    drawn();
  };
  draw();
  const sized = new ResizeObserver(() => {
    const { width, height } = sizeOf();
    if (width !== chart.getWidth() || height !== chart.getHeight()) draw();
  });
  sized.observe(element);
  const themed = new MutationObserver(draw);
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw);
  return {
    pixelOf: (at, value) => {
      const pixel: unknown = chart.convertToPixel({ gridIndex: 0 }, horizontal ? [value, at] : [at, value]);
      if (!Array.isArray(pixel)) return null;
      const [x, y]: unknown[] = pixel;
      return typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
    },
    width: () => chart.getWidth(),
    dispose: () => {
      sized.disconnect();
      themed.disconnect();
      dark.removeEventListener("change", draw);
      chart.dispose();
    },
  };
}
