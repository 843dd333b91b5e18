import type { Transaction } from "@/db/client";
import { relayedGuidance, type Speaker } from "@/lib/datasets/own-words";
import type { ProposedObservation } from "@/lib/datasets/proposal";
import { AppError } from "@/lib/kernel/error";

/**
 * Refuses guidance whose source does not hold the company's own words, whoever publishes it: person, import, connector
 * or starter. Throws AppError invalid, naming the source.
 */
export async function refuseRelayedGuidance(
  tx: Transaction,
  title: string,
  observations: readonly ProposedObservation[],
): Promise<void> {
  const keys = [...new Set(observations.filter((one) => one.status === "G").map((one) => one.source))];
  if (keys.length === 0) return;
  const sources = await tx<Speaker[]>`select key, kind, publisher from source where key = any(${keys})`;
  const reason = sources.flatMap((one) => relayedGuidance(one) ?? [])[0];
  if (reason) throw new AppError("invalid", `${title}: ${reason}. Nothing was published.`);
}
