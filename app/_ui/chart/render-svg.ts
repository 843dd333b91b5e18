import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ChartSpec } from "@/lib/dashboards/figure";
import { init } from "./echarts-parts";
import type { Look } from "./look";
import { chartOption } from "./option";
import { colourVariable } from "./palette";

// ECharts reckons with colours and would not understand a variable, so each has a stand-in that nothing else uses.
const standIn = (at: number): string => `#fe01${at.toString(16).padStart(2, "0")}`;
const tokens = ["--ink", "--ink-muted", "--line", "--surface", "--accent", "--chart-grey"] as const;
const tokenIn = (name: (typeof tokens)[number]): string => standIn(200 + tokens.indexOf(name));

const tintOf = (hex: string): string => `rgba(254,1,${Number.parseInt(hex.slice(5), 16)},0.2)`;
const colour = (slot: number | null): string => (slot === null ? tokenIn("--chart-grey") : standIn(slot));

const look: Look = {
  colour,
  tint: (slot) => tintOf(colour(slot)),
  ink: tokenIn("--ink"),
  muted: tokenIn("--ink-muted"),
  line: tokenIn("--line"),
  surface: tokenIn("--surface"),
  accent: tokenIn("--accent"),
  font: "sans-serif",
};

function variableOf(at: number): string {
  return `var(${at >= 200 ? (tokens[at - 200] ?? "--ink") : colourVariable(at)})`;
}

function cleanTag(tag: string, prefix: string): string {
  return tag
    .replace(/\bzr\d+-/g, `${prefix}-`)
    .replace(/#fe01([0-9a-f]{2})/g, (_, code: string) => variableOf(Number.parseInt(code, 16)))
    .replace(/rgb\(254,1,(\d+)\)/g, (_, code: string) => variableOf(Number(code)))
    .replace(/font: normal normal (\d+)px sans-serif/g, "font-size:$1px")
    .replace(/sans-serif/g, "inherit")
    .replace(/ (?:pointer-events="visible"|stroke-linejoin="bevel"|stroke-linecap="round"|xml:space="preserve")/g, "")
    .replace(/(\d+\.\d)\d+/g, "$1");
}

/**
 * The drawing as the page may hold it: colours by variable, the page's font, ids of its own, no style element (the
 * content security policy forbids it) and no more digits than a screen has pixels.
 */
function cleanSvg(svg: string, prefix: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ class="[^"]*"/g, "")
    .replace(/ ecmeta_[a-z_]+="[^"]*"/g, "")
    .replace(/<rect[^>]*fill="(?:none|transparent)"[^>]*><\/rect>\n?/, "")
    .replace(/<path[^>]*matrix\(0,0,0,0,[^>]*><\/path>/g, "")
    .replace(/<[^>]+>/g, (tag) => cleanTag(tag, prefix))
    .replace(/<svg ([^>]*)>/, (_, attributes: string) => {
      const kept = attributes.replace(/ ?(?:width|height)="[^"]*"/g, "");
      return `<svg ${kept} aria-hidden="true" focusable="false">`;
    })
    .replaceAll("\n", "");
}

const drawn = new LRUCache<string, string>({
  max: 400,
  maxSize: 24_000_000,
  sizeCalculation: (text) => text.length + 1,
});

/** A chart as an SVG of the given size, drawn without a browser; what was drawn before is kept. */
export function renderSvg(spec: ChartSpec, width: number, height: number): string {
  const key = createHash("sha1")
    .update(`${width} ${height} ${JSON.stringify(spec)}`)
    .digest("base64url");
  const kept = drawn.get(key);
  if (kept !== undefined) return kept;
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(chartOption(spec, look, { width, height }));
    const svg = cleanSvg(chart.renderToSVGString(), `c${key.replace(/[^A-Za-z0-9]/g, "").slice(0, 10)}`);
    drawn.set(key, svg);
    return svg;
  } finally {
    chart.dispose();
  }
}
