import { z } from "zod";
import { inForce, latestOf } from "../in-force";

const Rate = z.looseObject({
  startUsageAmount: z.number().optional(),
  unitPrice: z.looseObject({ currencyCode: z.string(), units: z.string().optional(), nanos: z.number().optional() }),
});

/** One price of Google's billing catalogue, as it is listed. */
export const GcpSku = z.looseObject({
  skuId: z.string(),
  description: z.string(),
  category: z.looseObject({ resourceFamily: z.string(), resourceGroup: z.string(), usageType: z.string() }),
  serviceRegions: z.array(z.string()),
  pricingInfo: z.array(
    z.looseObject({
      effectiveTime: z.string().nullish(),
      pricingExpression: z.looseObject({ usageUnit: z.string(), tieredRates: z.array(Rate) }),
    }),
  ),
});
export type GcpSku = z.infer<typeof GcpSku>;

export type GcpTenor = "on-demand" | "spot" | "m12" | "m36";
/** What one part of a machine costs: USD for one hour of one GPU, vCPU, GiB of memory or GiB of local SSD. */
export type GcpPrice = { component: string; tenor: GcpTenor; regions: readonly string[]; usd: number; label: string };
export type GcpReading = { price: GcpPrice } | { passed: string } | { rejected: string };

const HOURS_A_MONTH = 730;

/** The parts that tracked machines are made of, by the words of their prices. */
const COMPONENTS: readonly { pattern: RegExp; component: string; unit: string }[] = [
  { pattern: /\ba4 nvidia b200 \(1 gpu slice\)/i, component: "b200-slice", unit: "h" },
  { pattern: /\bnvidia h100 (80gb (mega|plus)|mega 80gb) gpu\b/i, component: "h100-mega", unit: "h" },
  { pattern: /\bh200 141gb gpu\b/i, component: "h200", unit: "h" },
  { pattern: /\bnvidia h100 80gb gpu\b/i, component: "h100", unit: "h" },
  { pattern: /\bnvidia tesla a100 80gb gpu\b/i, component: "a100-80gb", unit: "h" },
  { pattern: /\bnvidia tesla a100 gpu\b/i, component: "a100-40gb", unit: "h" },
  {
    pattern: /^(spot preemptible |commitment v1: )?a3plus (instance )?(core|cpu)\b/i,
    component: "a3plus core",
    unit: "h",
  },
  {
    pattern: /^(spot preemptible |commitment v1: )?a3plus (instance )?ram\b/i,
    component: "a3plus ram",
    unit: "GiBy.h",
  },
  {
    pattern: /^(spot preemptible |commitment v1: )?a3 ?ultra (instance )?(core|cpu)\b/i,
    component: "a3ultra core",
    unit: "h",
  },
  {
    pattern: /^(spot preemptible |commitment v1: )?a3 ?ultra (instance )?ram\b/i,
    component: "a3ultra ram",
    unit: "GiBy.h",
  },
  { pattern: /^(spot preemptible |commitment v1: )?a3 (instance )?(core|cpu)\b/i, component: "a3 core", unit: "h" },
  { pattern: /^(spot preemptible |commitment v1: )?a3 (instance )?ram\b/i, component: "a3 ram", unit: "GiBy.h" },
  { pattern: /^(spot preemptible |commitment v1: )?a2 (instance )?(core|cpu)\b/i, component: "a2 core", unit: "h" },
  { pattern: /^(spot preemptible |commitment v1: )?a2 (instance )?ram\b/i, component: "a2 ram", unit: "GiBy.h" },
  { pattern: /^ssd backed local storage\b|^commitment v1: local ssd\b/i, component: "ssd", unit: "GiBy.mo" },
];

/** Other ways of selling the same part, which are none of the tenors here. */
const OTHER_WAYS: readonly { pattern: RegExp; reason: string }[] = [
  {
    pattern: /defined duration|flex[ -]?start/i,
    reason: "flex-start: runs for days at most and is no term of 12 months",
  },
  { pattern: /calendar mode/i, reason: "calendar mode: reserved for up to 90 days and no term of 36 months" },
  { pattern: /^reserved\b/i, reason: "a reservation's placeholder" },
  { pattern: /sole tenancy|premium|custom|suspended|capacity optimized/i, reason: "another way of renting the part" },
];

const YEARS: Readonly<Record<string, { tenor: GcpTenor; words: RegExp }>> = {
  Commit1Yr: { tenor: "m12", words: /\b1 years?\b/i },
  Commit3Yr: { tenor: "m36", words: /\b3 years?\b/i },
};

/** The tenor that both the kind of use and the words say; null where they disagree. */
function tenorOf({ description, category }: GcpSku): GcpTenor | null {
  const commitment = /^commitment\b/i.test(description);
  const spot = /\bspot\b|preemptible/i.test(description);
  const years = YEARS[category.usageType];
  if (years) return commitment && !spot && years.words.test(description) ? years.tenor : null;
  if (commitment) return null;
  if (category.usageType === "Preemptible") return spot ? "spot" : null;
  return category.usageType === "OnDemand" && !spot ? "on-demand" : null;
}

type Pricing = GcpSku["pricingInfo"][number];

/** The pricing of a part that holds on a day: of several the one that began last. */
function pricingOn({ pricingInfo }: GcpSku, day: string): Pricing | { passed: string } | { rejected: string } {
  const reasons: ({ passed: string } | { rejected: string })[] = [];
  const open = pricingInfo.filter(({ effectiveTime: from }) => {
    const holds = inForce({ from }, day);
    if (holds !== "yes") reasons.push(holds);
    return holds === "yes";
  });
  const [current] = latestOf(open, ({ effectiveTime: from }) => ({ from }));
  return current ?? reasons[0] ?? { rejected: "no pricing at all" };
}

function usdOf(pricing: Pricing): number | null {
  const rates = pricing.pricingExpression.tieredRates;
  const prices = rates.map(({ unitPrice: { currencyCode, units, nanos } }) =>
    currencyCode === "USD" ? Number(units ?? "0") + (nanos ?? 0) / 1e9 : Number.NaN,
  );
  const [usd] = prices;
  return usd !== undefined && prices.every((one) => one === usd) && Number.isFinite(usd) ? usd : null;
}

/** What a price of the catalogue is for on a day, where it is for a part of a tracked machine. */
export function gcpComponent(sku: GcpSku, day: string): GcpReading {
  const { description } = sku;
  const part = COMPONENTS.find(({ pattern }) => pattern.test(description));
  if (!part) return { passed: "no part of a tracked machine" };
  const other = OTHER_WAYS.find(({ pattern }) => pattern.test(description));
  if (other) return { passed: other.reason };
  const tenor = tenorOf(sku);
  if (!tenor) return { rejected: `the kind of use (${sku.category.usageType}) is another than the words say` };
  const pricing = pricingOn(sku, day);
  if (!("pricingExpression" in pricing)) return pricing;
  const unit = pricing.pricingExpression.usageUnit;
  if (unit !== part.unit) return { rejected: `unit “${unit}” where “${part.unit}” is charged` };
  const usd = usdOf(pricing);
  if (usd === null) return { rejected: "no single price in USD" };
  if (usd === 0) return { passed: "a price of nothing" };
  const { component } = part;
  const hourly = unit === "GiBy.mo" ? usd / HOURS_A_MONTH : usd;
  return { price: { component, tenor, regions: sku.serviceRegions, usd: hourly, label: description } };
}
