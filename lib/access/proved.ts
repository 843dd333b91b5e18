import { AppError } from "@/lib/kernel/error";
import type { Viewer } from "./viewer";

/** For how long somebody counts as having just proved who they are. */
export const PROVED_MINUTES = 15;

/**
 * Throws unproven unless the viewer has given their password, and code, in this session a short while ago: who finds an
 * open browser shall not change who may do what.
 */
export function demandProved(viewer: Viewer): void {
  if (viewer.proved) return;
  throw new AppError(
    "unproven",
    "Prove who you are before you change this: enter your password again. Nothing was changed.",
  );
}
