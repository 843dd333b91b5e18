import type { Reading } from "../connector";
import type { GcpPrice, GcpTenor } from "./gcp-components";
import { gcpMachines, notSoldSo } from "./gcp-machines";
import { gcpRecipes, type GcpRecipe } from "./gcp-recipes";
import { type Offer, offerCode } from "./offer";

type Part = { component: string; name: string; quantity: number };
type Shelf = Map<string, GcpPrice | "two">;

const keyOf = (component: string, tenor: GcpTenor, region: string): string => `${component} ${tenor} ${region}`;

/** Parts by what they are, how they are rented and where; two prices for one of them leave it without any. */
function shelfOf(prices: readonly GcpPrice[]): Shelf {
  const shelf: Shelf = new Map();
  for (const price of prices)
    for (const region of price.regions) {
      const key = keyOf(price.component, price.tenor, region);
      const known = shelf.get(key);
      const clash = known !== undefined && (known === "two" || known.usd !== price.usd);
      shelf.set(key, clash ? "two" : price);
    }
  return shelf;
}

function partsOf({ family, vcpus, memoryGib, ssdGib, gpu }: GcpRecipe, gpus: number): Part[] {
  return [
    { component: gpu, name: "GPU", quantity: gpus },
    { component: `${family} core`, name: "vCPU", quantity: vcpus },
    { component: `${family} ram`, name: "memory", quantity: memoryGib },
    { component: "ssd", name: "local SSD", quantity: ssdGib },
  ].filter(({ quantity }) => quantity > 0);
}

type Built = { offer: Offer } | Reading;

function build(type: string, recipe: GcpRecipe, tenor: GcpTenor, region: string, shelf: Shelf): Built {
  const machine = gcpMachines[type];
  const sample = `${type} ${region} ${tenor}`;
  if (!machine) return { rejected: "a machine without a number of GPUs", sample };
  let usdPerHour = 0;
  const words: string[] = [];
  for (const { component, name, quantity } of partsOf(recipe, machine.gpus)) {
    const price = shelf.get(keyOf(component, tenor, region));
    if (price === "two") return { rejected: `two prices for one part: ${name}`, sample };
    // The GPU alone is no price of a machine: it would look 10 % cheaper than it is.
    if (!price) return { rejected: `a part without its machine: no price of ${name}`, sample };
    usdPerHour += price.usd * quantity;
    words.push(`${quantity} × ${name} at ${Number(price.usd.toFixed(9))}`);
  }
  return {
    offer: {
      gpu: machine.gpu,
      segment: "hyperscaler",
      provider: "google-cloud",
      tenor,
      kind: "list",
      region,
      offer: offerCode(machine.gpus, type),
      usdPerGpuHour: usdPerHour / machine.gpus,
      raw: `${sample}: ${words.join(" + ")} USD an hour, ÷ ${machine.gpus} GPUs`,
    },
  };
}

/** The machines that can be put together from listed parts; a GPU whose machine lacks a part is rejected, not guessed. */
export function* gcpMachineOffers(prices: readonly GcpPrice[]): Generator<Built> {
  const shelf = shelfOf(prices);
  for (const [type, recipe] of Object.entries(gcpRecipes)) {
    const places = new Map<string, { tenor: GcpTenor; region: string }>();
    for (const { component, tenor, regions } of prices)
      for (const region of component === recipe.gpu ? regions : []) places.set(`${region} ${tenor}`, { tenor, region });
    for (const { tenor, region } of places.values()) {
      const reason = notSoldSo(type, tenor);
      yield reason ? { passed: reason } : build(type, recipe, tenor, region, shelf);
    }
  }
}
