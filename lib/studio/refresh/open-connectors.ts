import { worksOn } from "@/lib/access/entitlement";
import type { Viewer } from "@/lib/access/viewer";
import type { Connector } from "@/lib/ingest/connector";
import { connectors } from "@/lib/ingest/index";
import { AppError } from "@/lib/kernel/error";

/**
 * The connectors whose runs are the viewer's to see: of those that feed several datasets a run is not to be told apart,
 * so that all of them have to be theirs.
 */
export const openConnectors = (viewer: Viewer): Connector[] =>
  connectors.filter(({ datasets }) => datasets.every((one) => worksOn(viewer, one)));

/** Whether the runs of that name are the viewer's to see. The index is a dataset and has runs of its own name. */
export const isOpenConnector = (viewer: Viewer, slug: string): boolean =>
  connectors.some((one) => one.slug === slug)
    ? openConnectors(viewer).some((one) => one.slug === slug)
    : worksOn(viewer, slug);

/** Throws not_found for a connector that is not there, or not the viewer's to see, with the names of those that are. */
export function demandConnector(viewer: Viewer, slug: string): void {
  const open = openConnectors(viewer).map((one) => one.slug);
  if (open.includes(slug)) return;
  const others = open.length > 0 ? ` There are: ${open.join(", ")}.` : "";
  throw new AppError("not_found", `There is no connector called “${slug}”.${others}`);
}
