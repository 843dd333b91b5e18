import { AppError } from "@/lib/kernel/error";
import { demandOwnHands } from "./demand";
import { holds } from "./entitlement";
import { demandProved } from "./proved";
import type { Role, Viewer } from "./viewer";

/** The roles that a manager may give and take: who reads, and who looks after readers. */
const MANAGED: readonly Role[] = ["subscriber", "manager"];

/** The roles that somebody may give. */
export const rolesToGive = (viewer: Viewer): readonly Role[] =>
  viewer.role === "admin" ? ["subscriber", "manager", "analyst", "admin"] : MANAGED;

/**
 * Throws forbidden unless the viewer looks after the people of their organisation, as its manager or admin, and unproven
 * unless they have just given their password. A manager does so for subscribers and managers alone.
 */
export function demandKeeper(viewer: Viewer, ...roles: readonly Role[]): void {
  if (!holds(viewer, "manager")) throw new AppError("forbidden", "This needs the role manager or admin.");
  demandOwnHands(viewer);
  demandProved(viewer);
  const beyond = roles.find((role) => !rolesToGive(viewer).includes(role));
  if (beyond)
    throw new AppError("forbidden", `A manager looks after subscribers and managers. Ask an admin about an ${beyond}.`);
}
