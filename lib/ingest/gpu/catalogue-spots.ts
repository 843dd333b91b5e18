import { addTo } from "@/lib/kernel/group-by";
import type { CatalogueMachine } from "./catalogue-machines";
import { isListAgain, SPOT_AT_LIST } from "./spot-price";

const placeOf = ({ cloud, machine, region, gpus }: CatalogueMachine): string =>
  [cloud, machine, region, gpus].join("\n");

/** The machines of a catalogue that has a row for each tenor, without the spot rows that repeat the list. */
export function* realSpots(machines: readonly CatalogueMachine[]): Generator<CatalogueMachine | { passed: string }> {
  const lists = new Map<string, number[]>();
  for (const one of machines) if (one.tenor === "on-demand") addTo(lists, placeOf(one), one.usdPerHour);
  for (const one of machines) {
    const list = one.tenor === "spot" ? (lists.get(placeOf(one)) ?? []) : [];
    yield list.some((price) => isListAgain(one.usdPerHour, price)) ? { passed: SPOT_AT_LIST } : one;
  }
}
