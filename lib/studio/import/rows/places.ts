import { AppError } from "@/lib/kernel/error";
import type { Status } from "@/lib/kernel/status";
import { limits } from "../limits";

/** A value of the file that has taken its place: where it stood, and what it says. */
export type Standing = {
  line: number;
  column: number | null;
  /** Its numbers and status: what two values have to agree in to say the same. */
  value: number | null;
  low: number | null;
  high: number | null;
  status: Status;
  text: string;
  /** `held`: not handed on yet. */
  is: "held" | "taken" | "refused";
};

/** Whether two values of one place say the same. */
export const saysTheSame = (a: Standing, b: Standing): boolean =>
  a.value === b.value && a.low === b.low && a.high === b.high && a.status === b.status;

/** The places that the file has filled already, by series and period. */
export class Places {
  readonly #taken = new Map<string, Map<string, Standing>>();
  #count = 0;

  find(series: string, period: string): Standing | undefined {
    return this.#taken.get(series)?.get(period);
  }

  /** Takes a place that nothing stands in. Throws AppError invalid beyond what one draft takes. */
  take(series: string, period: string, standing: Standing): void {
    if (++this.#count > limits.values)
      throw new AppError(
        "invalid",
        `The file holds more than ${limits.values.toLocaleString("en-US")} values, which is more than one draft takes. Send it in parts.`,
      );
    const periods = this.#taken.get(series);
    if (periods) periods.set(period, standing);
    else this.#taken.set(series, new Map([[period, standing]]));
  }
}
