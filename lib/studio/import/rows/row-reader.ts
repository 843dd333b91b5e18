import type { DateOrder } from "@/lib/studio/reading/read-day";
import type { DecimalSign } from "@/lib/studio/reading/read-digits";
import type { Resolver } from "@/lib/studio/reading/resolve-name";
import type { Plan } from "./plan";

/** All that reading a row takes. `decimalOf` tells how a column writes its decimals. */
export type RowReader = {
  plan: Plan;
  dims: ReadonlyMap<string, Resolver>;
  measure: Resolver;
  source: Resolver;
  order: DateOrder;
  decimalOf: (column: number) => DecimalSign;
};
