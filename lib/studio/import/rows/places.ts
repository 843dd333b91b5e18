import { AppError } from "@/lib/kernel/error";
import { limits } from "../limits";

/** A value of the file that has taken its place: where it stood, and what it says. `held`: not compared yet. */
export type Standing = {
  line: number;
  column: number | null;
  /** Its numbers and status: what two values have to agree in to say the same. */
  said: string;
  text: string;
  is: "held" | "changes" | "unchanged" | "refused";
};

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
    const periods = this.#taken.get(series) ?? new Map<string, Standing>();
    this.#taken.set(series, periods.set(period, standing));
  }
}
