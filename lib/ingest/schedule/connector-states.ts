import type { Queryable } from "@/db/client";
import { sourceKey } from "@/lib/env";
import type { Connector } from "../connector";

/** Whether a connector runs by the schedule, and if not, why. */
export type Standing = { on: true } | { on: false; because: string };

export type ConnectorState = {
  connector: string;
  turnedOn: boolean | null;
  pausedAt: string | null;
  pausedBy: string | null;
  pauseReason: string | null;
  trouble: string | null;
  /** failing, silent or stale source; nothing where it was noted before there were kinds. */
  troubleKind?: string | null;
  troubleSince: string | null;
};

/** What stands about connectors between their runs, by slug; one that nobody touched is absent. */
export async function readStates(sql: Queryable): Promise<Map<string, ConnectorState>> {
  const rows = await sql<ConnectorState[]>`
    select connector, turned_on as "turnedOn",
      to_char(paused_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "pausedAt", paused_by as "pausedBy",
      pause_reason as "pauseReason", trouble,
      trouble_kind as "troubleKind", to_char(trouble_since, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "troubleSince"
    from connector_state`;
  return new Map(rows.map((row) => [row.connector, row]));
}

/** Whether a connector runs by the schedule: not without its key, nor where it is off or paused. */
export function standingOf(connector: Connector, state: ConnectorState | undefined): Standing {
  if (connector.keyedBy && !sourceKey(connector.keyedBy))
    return { on: false, because: `no ${connector.keyedBy} is set` };
  if (connector.offBecause && !state?.turnedOn) return { on: false, because: connector.offBecause };
  if (state?.pausedAt) return { on: false, because: `paused by ${state.pausedBy}: ${state.pauseReason}` };
  return { on: true };
}
