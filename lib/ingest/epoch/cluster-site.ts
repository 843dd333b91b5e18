import { slugOf } from "@/lib/kernel/slug";
import type { EpochRow } from "./table";

/** Names under which Epoch hides whose a system is: they stand for many, and for no one of them. */
const ANONYMOUS = /\b(anonymi[sz]ed|anonymous|undisclosed|unnamed|unknown|confidential|redacted|withheld)\b/i;
const IDS = ["ID", "Id", "id", "Record ID", "System ID", "Cluster ID"];

export type ClusterSite = { site: string; name: string } | { passed: string } | { rejected: string };

const nameOf = (row: EpochRow): string => (row["Name"] ?? "").replaceAll('"', "").trim();
const idOf = (row: EpochRow): string => (IDS.map((column) => row[column] ?? "").find((id) => id !== "") ?? "").trim();
const ownerOf = (row: EpochRow): string => `${row["Owner"] ?? ""} · ${row["Country"] ?? ""}`.toLowerCase();

/**
 * Tells the systems of a table apart. A name that hides its system, or under which rows of several owners stand, is that
 * of no one site: the source's own id numbers them, and without one they pass, each counted.
 */
export function clusterSites(rows: readonly EpochRow[]): (row: EpochRow) => ClusterSite {
  const owners = new Map<string, Set<string>>();
  const ids = new Map<string, number>();
  for (const row of rows) {
    const site = slugOf(nameOf(row));
    owners.set(site, (owners.get(site) ?? new Set()).add(ownerOf(row)));
    ids.set(`${site} ${idOf(row)}`, (ids.get(`${site} ${idOf(row)}`) ?? 0) + 1);
  }
  return (row) => {
    const [name, id] = [nameOf(row), idOf(row)];
    const site = slugOf(name);
    if (!site) return { rejected: "no cluster is named" };
    const anonymous = ANONYMOUS.test(name);
    if (!anonymous && (owners.get(site)?.size ?? 0) <= 1) return { site, name };
    if (id && ids.get(`${site} ${id}`) === 1) return { site: slugOf(`${name} ${id}`), name: `${name} ${id}` };
    return { passed: anonymous ? "an anonymous system, which nothing tells apart" : "one name for several systems" };
  };
}

/** What of a phase takes its place, in words: both stand, and are never to be added up. Empty for a phase that stands. */
export function supersededWords(row: EpochRow): string {
  const successor = (row["Superseded by"] ?? "").trim();
  return successor ? `Superseded by ${successor}: not to be added to it. ` : "";
}
