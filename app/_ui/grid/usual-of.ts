import type { GridRow } from "@/lib/studio/grid/grid";
import { NO_STATUSES } from "@/lib/studio/settings/status-of-new";
import { type Usual, usualStatus } from "./compose-content";
import type { GridSession } from "./grid-session";

/** What says the status of a value in a row that says none itself. */
export function usualOf({ measure, today, start }: GridSession, row: GridRow): Usual {
  return { series: usualStatus(row), statuses: start.usual?.statuses ?? NO_STATUSES, measure, today };
}

/** The sizes of the values that a row has, published and proposed. */
export const sizesOf = (row: GridRow): number[] =>
  [...row.published, ...row.drafted].flatMap((one) => one.value ?? one.high ?? one.low ?? []).map(Math.abs);
