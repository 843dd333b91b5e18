import { demandAnalyst, demandStudioReader } from "@/lib/access/demand";
import type { Viewer } from "@/lib/access/viewer";
import { CATALOGUE } from "./draft";

/** Throws forbidden unless the viewer may write drafts of a dataset, or of the catalogue. */
export function demandDraftWriter(viewer: Viewer, dataset: string): void {
  if (dataset === CATALOGUE) demandAnalyst(viewer);
  else demandAnalyst(viewer, dataset);
}

/** Throws forbidden unless the viewer may see drafts of a dataset, or of the catalogue. */
export function demandDraftReader(viewer: Viewer, dataset: string): void {
  if (dataset === CATALOGUE) demandStudioReader(viewer);
  else demandStudioReader(viewer, dataset);
}
