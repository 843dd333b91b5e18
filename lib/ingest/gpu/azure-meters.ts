import type { Doubt, Reading } from "../connector";
import { inForce, latestOf, SUPERSEDED, type Term } from "../in-force";

/** What of a price tells which meter it belongs to, when it holds, and whether that meter is the one that is charged. */
export type AzureMeter = {
  armSkuName: string;
  armRegionName: string;
  type: string;
  reservationTerm?: string | null | undefined;
  tierMinimumUnits?: number | null | undefined;
  meterId?: string | null | undefined;
  meterName: string;
  productName: string;
  skuName: string;
  effectiveStartDate?: string | null | undefined;
  effectiveEndDate?: string | null | undefined;
  isPrimaryMeterRegion?: boolean | null | undefined;
};

/** Whether a price is for capacity that Azure may take away. */
export const isSpot = ({ skuName, meterName }: AzureMeter): boolean => /spot/i.test(skuName) || /spot/i.test(meterName);

const termOf = ({ effectiveStartDate: from, effectiveEndDate: until }: AzureMeter): Term => ({ from, until });

const saleOf = (item: AzureMeter): string =>
  [item.armSkuName, item.armRegionName, item.type, item.reservationTerm ?? "", isSpot(item)].join("\n");

const meterOf = ({ meterId, meterName, productName, skuName }: AzureMeter): string =>
  meterId ?? [meterName, productName, skuName].join("\n");

function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

const NO_PRIMARY: Doubt = {
  rule: "not-primary",
  reason: "Azure calls the meter of this row not the primary one of its region, and lists no primary one beside it.",
};

function* chargedOf<T extends AzureMeter>(sale: readonly T[]): Generator<{ item: T; doubt?: Doubt } | Reading> {
  const primary = sale.filter((one) => one.isPrimaryMeterRegion !== false);
  const charged = primary.length > 0 ? primary : sale;
  for (let left = sale.length - charged.length; left > 0; left -= 1)
    yield { passed: "not the primary meter of its region" };
  for (const meter of groupsOf(charged, meterOf)) {
    const current = latestOf(meter, termOf);
    for (let left = meter.length - current.length; left > 0; left -= 1) yield { passed: SUPERSEDED };
    for (const item of current) yield primary.length > 0 ? { item } : { item, doubt: NO_PRIMARY };
  }
}

/**
 * Of Azure's rows those that are charged on a day: in force, of the first tier, of the primary meter, and the newest of
 * theirs. The others come back with the reason why they are not.
 */
export function* chargedMeters<T extends AzureMeter>(
  items: readonly T[],
  day: string,
): Generator<{ item: T; doubt?: Doubt } | Reading> {
  const open: T[] = [];
  for (const item of items) {
    const holds = inForce(termOf(item), day);
    if (holds !== "yes") yield "passed" in holds ? holds : { ...holds, sample: JSON.stringify(item) };
    else if ((item.tierMinimumUnits ?? 0) > 0) yield { passed: "a price of a larger volume" };
    else open.push(item);
  }
  for (const sale of groupsOf(open, saleOf)) yield* chargedOf(sale);
}
