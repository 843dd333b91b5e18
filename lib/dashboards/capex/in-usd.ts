import type { Reader } from "@/lib/access/reader";
import { formatValue } from "@/lib/kernel/format";
import type { Choice } from "@/lib/models/capex-basis";
import { endOf } from "@/lib/models/capex-calendar";
import { inUsd, type ReferenceRate } from "@/lib/models/convert-currency";
import type { Observation } from "@/lib/store/rows";

const RATES = "exchange-rates";
/** The source of the rates of a conversion. */
export const RATE_SOURCE = "ecb-exr";

/** A chosen value, in USD. `converted` says from what, where it was reported in another currency. */
export type Chosen = Choice<Observation> & { converted?: string };

const isForeign = ({ unit }: Observation): boolean => unit !== "USD" && /^[A-Z]{3}$/.test(unit);

/** The reference rates that the amounts in other currencies need; none where the viewer has no right to them. */
export async function readRates(reader: Reader, observations: readonly Observation[]): Promise<ReferenceRate[]> {
  const foreign = observations.filter(isForeign);
  const from = foreign.map((one) => one.period).toSorted()[0];
  if (!from || !reader.may(RATES)) return [];
  const currency = [...new Set(["usd", ...foreign.map((one) => one.unit.toLowerCase())])];
  const rates = await reader.observations({ dataset: RATES, measure: "rate", where: { currency }, from });
  return rates.flatMap(({ dims, period, value }) =>
    value === null ? [] : [{ currency: dims["currency"] ?? "", day: period, perEuro: value }],
  );
}

function convertedFrom(one: Choice<Observation>, rates: readonly ReferenceRate[]): Chosen | null {
  const { chosen, value } = one;
  const span = { start: chosen.period, end: endOf(chosen) };
  const usd = inUsd({ value, currency: chosen.unit.toLowerCase() }, span, "flow", rates);
  if (usd === null) return null;
  const rate = (value / usd).toFixed(4);
  const converted = `${formatValue(value, chosen.unit, 0)} at ${rate} ${chosen.unit} for 1 USD, through the mean of the period's daily ECB reference rates`;
  return { ...one, value: usd, chosen: { ...chosen, value: usd, low: null, high: null, unit: "USD" }, converted };
}

/**
 * Flows in USD: what was reported in another currency is converted where the rates cover its whole period and nobody
 * stated it in USD; else it stays as it was reported.
 */
export function flowsInUsd(choices: readonly Choice<Observation>[], rates: readonly ReferenceRate[]): Chosen[] {
  const keyOf = ({ chosen }: Choice<Observation>) =>
    [chosen.dims["company"], chosen.dims["line"], chosen.frequency, chosen.period].join(" ");
  const stated = new Set(choices.filter((one) => one.chosen.unit === "USD").map(keyOf));
  return choices.map((one) =>
    isForeign(one.chosen) && !stated.has(keyOf(one)) ? (convertedFrom(one, rates) ?? one) : one,
  );
}
