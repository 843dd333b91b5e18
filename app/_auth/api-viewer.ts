import { AppError } from "@/lib/kernel/error";
import type { Viewer } from "@/lib/access/viewer";
import { demandOwnPage } from "./own-page";
import { currentViewer } from "./viewer";

/** Who asks a data route. Throws unauthenticated where nobody is signed in. */
export async function apiViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (!viewer) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
  return viewer;
}

/** Who asks a data route to change something, from a page of ours. Throws unauthenticated and forbidden. */
export async function apiWriter(request: Request): Promise<Viewer> {
  demandOwnPage(request);
  return apiViewer();
}
