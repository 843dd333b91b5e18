import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { colourSlots, colourVariable, darkColours, lightColours, preferredSlot } from "@/app/_ui/chart/palette";

type Rgb = [number, number, number];

const linear = (hex: string): Rgb => {
  const part = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
const kinds = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
};

/** Place in the OKLab space, in which equal distances look equally far. */
function seen(hex: string, kind: readonly number[]): Rgb {
  const rgb = linear(hex);
  const row = (n: number) =>
    Math.max(
      0,
      rgb.reduce((sum, value, i) => sum + (kind[3 * n + i] ?? 0) * value, 0),
    );
  const [r, g, b] = [row(0), row(1), row(2)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const themes = [
  ["light", lightColours, "#ffffff"],
  ["dark", darkColours, "#12161b"],
] as const;

describe("colours", () => {
  test.each(themes)("%s colours stand out from the surface by 3:1", (_, colours, surface) => {
    for (const colour of colours) expect(contrast(colour, surface), colour).toBeGreaterThanOrEqual(3);
  });

  test.each(themes)("any two %s colours can be told apart, also by the colour-blind", (_, colours) => {
    for (const [name, kind] of Object.entries(kinds))
      for (const [i, one] of colours.entries())
        for (const other of colours.slice(i + 1)) {
          const [a, b] = [seen(one, kind), seen(other, kind)];
          const away = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
          expect(away, `${one} ${other} ${name}`).toBeGreaterThan(0.065);
        }
  });

  test("the page has the same colours", () => {
    const css = readFileSync("app/_ui/chart/chart-colours.css", "utf8");
    for (const [i, light] of lightColours.entries())
      expect(css).toContain(`${colourVariable(i + 1)}: light-dark(${light}, ${darkColours[i]});`);
  });
});

describe("slots", () => {
  test("a well-known key has its colour, whatever else is in the chart", () => {
    const slots = colourSlots([{ key: "zeta" }, { key: "eta" }, { key: "theta" }, { key: "sk-hynix" }]);
    expect(slots[3]).toBe(preferredSlot("sk-hynix"));
  });

  test("no two series of a chart share a colour, and at most eight have one", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.string(), muted: fc.boolean() }), { maxLength: 30 }), (all) => {
        const given = colourSlots(all).filter((slot) => slot !== null);
        expect(new Set(given).size).toBe(given.length);
        expect(given.length).toBe(Math.min(8, all.filter((one) => !one.muted).length));
      }),
    );
  });

  test("those who are often compared differ", () => {
    for (const group of [
      ["nvidia", "sk-hynix", "samsung", "micron"],
      ["hyperscaler", "neocloud", "marketplace", "index"],
      ["meta", "microsoft", "alphabet", "amazon", "oracle", "coreweave", "nebius", "iren"],
    ])
      expect(new Set(group.map(preferredSlot)).size).toBe(group.length);
  });
});
