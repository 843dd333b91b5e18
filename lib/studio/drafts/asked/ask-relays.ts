import type { DatasetDefinition } from "@/lib/datasets/define";
import { relayedActual } from "@/lib/provenance/relayed-actual";
import type { DraftFinding } from "../draft";
import type { VoicedCell } from "./read-voices";

/** Actuals that only a relay says somebody reported: somebody answers for each source why they are actual all the same. */
export const askRelays = (dataset: DatasetDefinition, cells: readonly VoicedCell[]): DraftFinding[] =>
  cells.flatMap(({ series, period, status, source }) => {
    const why = relayedActual(dataset, status, source.grade);
    if (why === null) return [];
    const asks = `relayed-actual · ${source.key}`;
    return [{ rule: "relayed-actual", message: `${why}.`, blocking: false, place: { series, period }, asks }];
  });
