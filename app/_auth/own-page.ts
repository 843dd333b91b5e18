import { env } from "@/lib/env";
import { AppError } from "@/lib/kernel/error";

/**
 * Throws forbidden unless a request that changes something comes from a page of ours: cookies go along with any
 * request, so the browser's word for where it comes from is asked for besides.
 */
export function demandOwnPage(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const own = site === null ? origin === new URL(env().HALFPITCH_URL).origin : site === "same-origin";
  if (!own) throw new AppError("forbidden", "This is done on our own pages only.");
}
