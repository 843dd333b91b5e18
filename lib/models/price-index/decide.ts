import { businessDaysBetween } from "./business-days";
import type { Parameters } from "./parameters";

export type IndexStatus = "provisional" | "final" | "restated" | "carried" | "indicative" | "withheld";

/** What stands published for a day: USD per GPU-hour. */
export type Published = { status: IndexStatus; value: number | null; revision: number };

/** Whether a newly computed value takes the place of what stands, and as what. Null: it stays. */
export function revise(
  standing: Published | null,
  computed: { value: number | null; status: Exclude<IndexStatus, "final" | "restated"> },
  valueDate: string,
  today: string,
  table: Parameters,
  /** Whether two persons have agreed to an erratum of this day. */
  erratum = false,
): { status: IndexStatus; value: number | null; revision: number; reason: string } | null {
  const age = businessDaysBetween(valueDate, today);
  const final = age >= table.finalAfterBusinessDays;
  const settled = computed.status === "provisional" && final ? "final" : computed.status;
  if (!standing)
    return {
      status: settled,
      value: computed.value,
      revision: 0,
      reason: age > table.finalAfterBusinessDays ? "BACKCAST" : "FIRST",
    };
  const late = age > table.restateWithinBusinessDays;
  if (late && !erratum) return null;
  const next = standing.revision + 1;
  const change =
    standing.value === null || computed.value === null
      ? standing.value === computed.value
        ? 0
        : Number.POSITIVE_INFINITY
      : Math.abs(computed.value / standing.value - 1);
  if (change >= table.restateFrom)
    return {
      status: computed.value === null ? "withheld" : "restated",
      value: computed.value,
      revision: next,
      reason: late ? "ERRATUM" : "INPUTS",
    };
  // A smaller correction enters the next value; this one only becomes final.
  if (standing.status === "provisional" && final)
    return { ...standing, status: "final", revision: next, reason: "FINAL" };
  return null;
}

/** For how many business days a value may be carried, seen from the day on which it was assessed. */
export const mayCarry = (assessedOn: string, day: string, table: Parameters): boolean =>
  businessDaysBetween(assessedOn, day) <= table.carryBusinessDays;
