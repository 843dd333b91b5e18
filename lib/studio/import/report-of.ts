import { entityKind } from "@/lib/entities/kinds";
import { repairsOf } from "./fixes";
import type { Report } from "./import-events";
import type { Ready } from "./judge-import";
import type { OpenImport } from "./open-import";
import type { FaultList, Tally } from "./rows/faults";

type Given = { open: OpenImport; ready: Ready; faults: FaultList; tally: Tally; skipped: number };

/** The kinds of entities that names of a column stand for, in words: a name that is not known can be added. */
function addingOf({ dataset }: OpenImport, { mapping }: Ready): Record<number, string> {
  return Object.fromEntries(
    mapping.columns.flatMap((role, column): [number, string][] => {
      const dimension = role.startsWith("dimension:") ? dataset.dimensions[role.slice("dimension:".length)] : undefined;
      return dimension && "entity" in dimension ? [[column, entityKind(dimension.entity).label.toLowerCase()]] : [];
    }),
  );
}

/** What a file came to, for showing. */
export function reportOf({ open, ready, faults, tally, skipped }: Given): Report {
  const { groups, of } = faults.groups.told();
  return {
    tally,
    faults: faults.told,
    groups,
    groupCount: of,
    notTaken: ready.notTaken.entries,
    skipped,
    repairs: repairsOf(open.work.fixes, ready.headers),
    adding: addingOf(open, ready),
  };
}
