/**
 * Colours of series, by slot: each pair can be told apart under the common kinds of colour blindness and stands out
 * from the surface by 3:1 or more. chart-colours.css gives the same values to the page as `--chart-<slot>`.
 */
export const lightColours = [
  "#1161bb",
  "#e46910",
  "#2b5b07",
  "#782078",
  "#776915",
  "#8372e0",
  "#2795ac",
  "#924958",
  "#38a54e",
  "#413aa0",
] as const;

export const darkColours = [
  "#77b7f4",
  "#ba6924",
  "#4b916e",
  "#b186bb",
  "#c69f32",
  "#7d72c9",
  "#2dd8d3",
  "#ef958f",
  "#ccc255",
  "#6f96e8",
] as const;

/** As many series as a reader can tell apart by colour; the others are grey. */
const COLOURED_MOST = 8;

const SLOTS = lightColours.length;

/** The slot of what readers know by heart. Those that often share a chart have slots of their own. */
const slotByKey: Readonly<Record<string, number>> = {
  nvidia: 3,
  samsung: 1,
  "samsung-electronics": 1,
  "sk-hynix": 2,
  micron: 7,
  cxmt: 4,
  amd: 8,
  broadcom: 6,
  tsmc: 5,
  hyperscaler: 1,
  neocloud: 2,
  marketplace: 4,
  index: 7,
  meta: 1,
  "meta-platforms": 1,
  amazon: 2,
  amzn: 2,
  aws: 2,
  alphabet: 3,
  googl: 3,
  google: 3,
  gcp: 3,
  "google-cloud": 3,
  microsoft: 7,
  msft: 7,
  azure: 7,
  oracle: 8,
  orcl: 8,
  oci: 8,
  apple: 10,
  tesla: 9,
  coreweave: 6,
  nebius: 9,
  iren: 5,
  lambda: 4,
  crusoe: 10,
  installed: 1,
  contracted: 2,
  announced: 4,
  actual: 1,
  reported: 1,
  guidance: 4,
  consensus: 2,
  estimate: 7,
  capex: 1,
  "operating-cash-flow": 3,
  "free-cash-flow": 2,
  revenue: 7,
  hbm: 1,
};

function hash(text: string): number {
  let sum = 2166136261;
  for (const letter of text) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16777619);
  return sum >>> 0;
}

/** The slot that a key has wherever nothing else in the chart wants it, 1 to 10. */
export const preferredSlot = (key: string): number =>
  (Object.hasOwn(slotByKey, key) ? slotByKey[key] : undefined) ?? (hash(key) % SLOTS) + 1;

/**
 * The slot of each series of one chart, in order; null is grey. Well-known keys are served first, no slot is given
 * twice, and what is muted or beyond the eighth stays grey.
 */
export function colourSlots(series: readonly { key: string; muted?: boolean }[]): (number | null)[] {
  const wanting = series.map((one, at) => ({ at, key: one.key, muted: one.muted })).filter((one) => !one.muted);
  const served = wanting
    .slice(0, COLOURED_MOST)
    .toSorted((a, b) => Number(Object.hasOwn(slotByKey, b.key)) - Number(Object.hasOwn(slotByKey, a.key)));
  const slots: (number | null)[] = series.map(() => null);
  const taken = new Set<number>();
  for (const { at, key } of served) {
    let slot = preferredSlot(key);
    while (taken.has(slot)) slot = (slot % SLOTS) + 1;
    taken.add(slot);
    slots[at] = slot;
  }
  return slots;
}

/** The CSS custom property of a slot; grey for null. */
export const colourVariable = (slot: number | null): string => (slot === null ? "--chart-grey" : `--chart-${slot}`);
