import { quartiles } from "@/lib/models/price-level";

/** One machine on a marketplace, at its price for one GPU. */
export type Ask = { machine: number; host: number; gpus: number; usdPerGpuHour: number };

/** What a marketplace asks: the median over its machines, with quartiles, and whether enough of them stand behind it. */
export type Book = {
  median: number;
  q1: number;
  q3: number;
  machines: number;
  hosts: number;
  largest: number;
  thick: boolean;
};

const LEAST_MACHINES = 4;
const LEAST_HOSTS = 3;
/** One host's machines are one seller, however many they are: with more than half of them, the book is that seller's. */
const MOST_OF_ONE_HOST = 0.5;

/** How many of the machines are of the host that has most of them. */
function ofLargestHost(machines: readonly Ask[]): number {
  const byHost = new Map<number, number>();
  for (const { host } of machines) byHost.set(host, (byHost.get(host) ?? 0) + 1);
  return Math.max(...byHost.values());
}

/** A machine is offered whole and in parts: only its largest offer counts, so that nobody votes several times. */
function onePerMachine(asks: readonly Ask[]): Ask[] {
  const largest = new Map<number, Ask>();
  for (const ask of asks) {
    const known = largest.get(ask.machine);
    const better =
      !known || ask.gpus > known.gpus || (ask.gpus === known.gpus && ask.usdPerGpuHour < known.usdPerGpuHour);
    if (better) largest.set(ask.machine, ask);
  }
  return [...largest.values()];
}

/**
 * The book of a marketplace for one GPU; null where nobody asks anything. Thick from 4 machines of 3
 * hosts on, of whom none has more than half of them.
 */
export function bookOf(asks: readonly Ask[]): Book | null {
  const machines = onePerMachine(asks);
  const spread = quartiles(machines.map((one) => one.usdPerGpuHour));
  if (!spread) return null;
  const hosts = new Set(machines.map((one) => one.host)).size;
  const enough = machines.length >= LEAST_MACHINES && hosts >= LEAST_HOSTS;
  const largest = ofLargestHost(machines);
  const thick = enough && largest <= machines.length * MOST_OF_ONE_HOST;
  return { ...spread, machines: machines.length, hosts, largest, thick };
}
