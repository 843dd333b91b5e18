import { datasetOf } from "@/lib/datasets/registry";
import { AppError } from "@/lib/kernel/error";
import { EntityKind, entityKind } from "@/lib/entities/kinds";
import { demandRole, entitledTo, worksOn } from "./entitlement";
import type { Role, Viewer } from "./viewer";

/** Throws forbidden where the viewer looks on as somebody else: then nothing may be written. */
export function demandOwnHands(viewer: Viewer): void {
  if (viewer.viewedBy)
    throw new AppError(
      "forbidden",
      `You are viewing as ${viewer.name}, and nothing can be changed meanwhile. Stop viewing as them first.`,
    );
}

/**
 * Throws forbidden unless the viewer may write with that role: analyst or admin, with their own hands, and of an
 * organisation that has the dataset, where one is named. Throws not_found for a dataset that is not there.
 */
export function demandWriter(viewer: Viewer, role: Role, dataset?: string): void {
  demandRole(viewer, role);
  demandOwnHands(viewer);
  if (dataset !== undefined) demandDataset(viewer, dataset);
}

/** As demandWriter for analysts. */
export const demandAnalyst = (viewer: Viewer, dataset?: string): void => demandWriter(viewer, "analyst", dataset);

/** Throws forbidden unless the viewer is an analyst who may see the dataset's drafts; looking on as one is enough. */
export function demandStudioReader(viewer: Viewer, dataset?: string): void {
  demandRole(viewer, "analyst");
  if (dataset !== undefined) demandDataset(viewer, dataset);
}

function demandDataset(viewer: Viewer, slug: string): void {
  const dataset = datasetOf(slug);
  if (worksOn(viewer, slug)) return;
  throw new AppError(
    "forbidden",
    entitledTo(viewer, slug).allowed
      ? `${viewer.organisation} reads ${dataset.title} with a delay. Who edits it has to see what stands now.`
      : `${dataset.title} is not part of what ${viewer.organisation} works on.`,
  );
}

const isOpen = (viewer: Viewer, kind: EntityKind): boolean => {
  const { entitledBy } = entityKind(kind);
  return entitledBy.length === 0 || entitledBy.some((one) => worksOn(viewer, one));
};

/** The kinds of entities that are part of datasets on which the viewer works, or of none in particular. */
export const openKinds = (viewer: Viewer): EntityKind[] => EntityKind.options.filter((kind) => isOpen(viewer, kind));

/** Throws forbidden unless the viewer works on a dataset of which entities of the kind are part. */
export function demandKind(viewer: Viewer, kind: EntityKind): void {
  if (isOpen(viewer, kind)) return;
  throw new AppError("forbidden", `No dataset of this kind of entity is part of what ${viewer.organisation} works on.`);
}
