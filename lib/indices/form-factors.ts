import { byDims, type StoredPrice } from "./stored-price";

/**
 * Names that leave a form factor open, and what they may be. A name with one meaning is that: NVIDIA sells B200 and B300
 * on boards of eight alone. The others are known by what their seller lists besides.
 */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  h100: ["h100-sxm", "h100-pcie", "h100-nvl"],
  h200: ["h200-sxm", "h200-nvl"],
  a100: ["a100-80gb", "a100-40gb"],
  b200: ["b200-sxm"],
  b300: ["b300-sxm"],
  gb200: ["gb200-nvl72"],
  gb300: ["gb300-nvl72"],
};
const WITHIN_DAYS = 183;
const DAY_MS = 86_400_000;
const SAME_PRICE = 0.01;

/** Whether a name leaves open which of several GPUs is meant. */
export const isOpenName = (gpu: string): boolean => gpu in OPEN;

/** Every GPU that may stand under the same open name as this one, that name included. */
export function sameFamily(gpu: string): string[] {
  const name = Object.keys(OPEN).find((open) => open === gpu || OPEN[open]?.includes(gpu));
  return name ? [name, ...(OPEN[name] ?? [])] : [gpu];
}

/** One form at one price as a provider listed it, with the days on which it did, ascending. */
type Listed = { gpu: string; price: number; days: number[]; by: Set<string> };

const dim = (one: StoredPrice, key: string): string => one.dims[key] ?? "";
const placeIn = byDims(({ provider = "", tenor = "", kind = "" }) => `${provider} ${tenor} ${kind}`);
const hasOpenName = byDims(({ gpu = "" }) => isOpenName(gpu));
const placeOf = (one: StoredPrice): string => placeIn(one.dims);
const dayOf = (one: StoredPrice): number => Date.parse(one.period) / DAY_MS;

function nearestDistance(days: readonly number[], day: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const at = (low + high) >> 1;
    if ((days[at] ?? 0) < day) low = at + 1;
    else high = at;
  }
  const [before = Number.NEGATIVE_INFINITY, after = Number.POSITIVE_INFINITY] = [days[low - 1], days[low]];
  return Math.min(day - before, after - day);
}

/** What is listed where open names are, which is all that they need. */
function listedOf(observations: readonly StoredPrice[]): Map<string, Map<string, Listed>> {
  const found = new Map<string, Map<string, Listed>>();
  for (const one of observations) if (hasOpenName(one.dims)) found.set(placeOf(one), new Map());
  for (const one of observations) {
    const own = found.get(placeOf(one));
    if (!own || hasOpenName(one.dims) || one.value === null) continue;
    const key = `${dim(one, "gpu")} ${one.value}`;
    const listed = own.get(key) ?? { gpu: dim(one, "gpu"), price: one.value ?? 0, days: [], by: new Set() };
    own.set(key, listed);
    listed.days.push(dayOf(one));
    listed.by.add(`${dim(one, "publisher")} ${one.period}`);
  }
  for (const own of found.values()) for (const one of own.values()) one.days.sort((a, b) => a - b);
  return found;
}

const isSamePrice = (one: StoredPrice, listed: Listed): boolean =>
  Math.abs((one.value ?? 0) / listed.price - 1) < SAME_PRICE;

/** The forms that the source of an open name lists beside it on the same day. */
const listedBeside = (one: StoredPrice, own: ReadonlyMap<string, Listed> | undefined): Listed[] =>
  [...(own?.values() ?? [])].filter(
    ({ gpu, by }) => OPEN[dim(one, "gpu")]?.includes(gpu) && by.has(`${dim(one, "publisher")} ${one.period}`),
  );

/**
 * The days on which somebody lists a seller's open name beside a form of it at another price, ascending, by seller and
 * name: whoever it is, the seller has a form besides those that are named.
 */
function unnamedOf(
  observations: readonly StoredPrice[],
  listed: ReadonlyMap<string, ReadonlyMap<string, Listed>>,
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const one of observations) {
    if (!hasOpenName(one.dims) || one.value === null) continue;
    const beside = listedBeside(one, listed.get(placeOf(one)));
    if (beside.length === 0 || beside.some((form) => isSamePrice(one, form))) continue;
    const key = `${placeOf(one)} ${dim(one, "gpu")}`;
    const days = found.get(key) ?? [];
    found.set(key, days);
    days.push(dayOf(one));
  }
  return new Map([...found].map(([key, days]) => [key, days.toSorted((a, b) => a - b)]));
}

/** Which GPU is meant where the name leaves it open; null where what the seller lists does not tell. */
function meantBy(
  one: StoredPrice,
  own: ReadonlyMap<string, Listed> | undefined,
  unnamed: readonly number[],
): string | null {
  const may = OPEN[dim(one, "gpu")] ?? [];
  if (may.length === 1) return may[0] ?? null;
  const day = dayOf(one);
  const near = [...(own?.values() ?? [])]
    .filter((listed) => may.includes(listed.gpu))
    .map((listed) => ({ ...listed, distance: nearestDistance(listed.days, day) }))
    .filter((listed) => listed.distance <= WITHIN_DAYS);
  const same = near.filter((listed) => isSamePrice(one, listed)).toSorted((a, b) => a.distance - b.distance);
  const [best] = same;
  if (best) return same.every((listed) => listed.gpu === best.gpu || listed.distance > best.distance) ? best.gpu : null;
  const forms = new Set(near.map((listed) => listed.gpu));
  const [only] = forms;
  return forms.size === 1 && only && nearestDistance(unnamed, day) > WITHIN_DAYS ? only : null;
}

/**
 * The observations with each open name replaced by the GPU that is meant, where the provider's own stated prices of half
 * a year around tell: the same price, or no other form than one. The rest keep their open name.
 */
export function withFormFactors<O extends StoredPrice>(observations: readonly O[]): O[] {
  const listed = listedOf(observations);
  const unnamed = unnamedOf(observations, listed);
  const renamed = byDims((dims) => new Map<string, O["dims"]>([["", dims]]));
  return observations.map((one) => {
    if (!hasOpenName(one.dims) || one.value === null) return one;
    const place = placeOf(one);
    const gpu = meantBy(one, listed.get(place), unnamed.get(`${place} ${dim(one, "gpu")}`) ?? []);
    if (gpu === null) return one;
    const names = renamed(one.dims);
    const dims = names.get(gpu) ?? { ...one.dims, gpu };
    names.set(gpu, dims);
    return { ...one, dims };
  });
}
