import { isActual, type Status } from "@/lib/kernel/status";

/** The status of what is computed from values of these: actual only where all of them are, else that of the weakest. */
export function computedStatus(parts: readonly Status[]): Status {
  return parts.find((one) => !isActual(one)) ?? (parts.includes("P") ? "P" : "A");
}
