import { followClock, machineMs } from "@/lib/kernel/clock";

/** Has the application's clock, not the database's, go on from that moment: for a test that is about another day. */
export function standAt(moment: Date): void {
  followClock(moment.getTime() - machineMs());
}
