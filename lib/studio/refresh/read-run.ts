import { z } from "zod";
import type { Database } from "@/db/client";
import { demandRole } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import { connectors } from "@/lib/ingest/index";
import { AppError } from "@/lib/kernel/error";
import { database } from "@/lib/store/database";
import { isOpenConnector } from "./open-connectors";
import { type RunLine, starterFor } from "./read-desk";

const Reasons = z.record(z.string(), z.object({ count: z.number(), samples: z.array(z.string()) }));
const Findings = z.object({
  rejected: Reasons.default({}),
  passed: Reasons.default({}),
  unknownFields: z.array(z.string()).default([]),
  stale: z.array(z.object({ words: z.string() })).default([]),
  proposalHash: z.string().optional(),
});

export type RunPayload = {
  place: number;
  name: string;
  url: string;
  hash: string;
  bytes: number;
  keptBytes: number;
  fresh: boolean;
};
export type RunDetail = RunLine & {
  /** What its connector is called. */
  title: string;
  day: string;
  findings: z.infer<typeof Findings>;
  payloads: RunPayload[];
  releases: { dataset: string; number: number; appended: number }[];
};

/** Everything about one run of a source that feeds a dataset that the viewer works on. Throws forbidden, and not_found. */
export async function readRun(viewer: Viewer, id: number, db: Database = database()): Promise<RunDetail> {
  demandRole(viewer, "analyst");
  const [row] = await db.sql<
    (Omit<RunDetail, "title" | "findings" | "payloads" | "releases"> & { findings: unknown })[]
  >`
    select id::int, connector, trigger, started_by as "startedBy", replay_of::int as "replayOf", observed_on as day,
      to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
      to_char(ended_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt", state, requests, bytes::float8 as bytes, seen, accepted,
      appended, held, rejected, passed, error, findings
    from connector_run where id = ${id}`;
  if (!row || !isOpenConnector(viewer, row.connector)) throw new AppError("not_found", `There is no run ${id}.`);
  const connector = connectors.find((one) => one.slug === row.connector);
  const [payloads, releases] = await Promise.all([
    db.sql<RunPayload[]>`
      select place, name, url, run_payload.hash, bytes::float8 as bytes, kept_bytes::float8 as "keptBytes", fresh
      from run_payload join payload on payload.hash = run_payload.hash where run_id = ${id} order by place`,
    db.sql<{ dataset: string; number: number; appended: number }[]>`
      select release.dataset, release.number, release.appended from release
      join connector_run on connector_run.change_set_id = release.change_set_id
      where connector_run.id = ${id} order by release.dataset`,
  ]);
  const findings = Findings.parse(row.findings ?? {});
  const title = connector?.title ?? row.connector;
  return {
    ...row,
    startedBy: starterFor(viewer, row),
    title,
    findings,
    payloads: [...payloads],
    releases: [...releases],
  };
}
