import { door } from "@/app/_auth/door";
import { currentViewer } from "@/app/_auth/viewer";
import { streamed } from "@/app/_data/stream";
import { now } from "@/lib/kernel/clock";
import { AppError } from "@/lib/kernel/error";
import { formatDay } from "@/lib/kernel/format";
import { AuditFilter } from "@/lib/office/audit-filter";
import { exportAudit } from "@/lib/office/export-audit";

/** The audit as CSV, filtered as its page is; for admins. Sent as it is read. Unknown parameters are a 400. */
export const GET = door(async (request: Request) => {
  const viewer = await currentViewer();
  if (!viewer) throw new AppError("unauthenticated", "Sign in to read this.");
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const pieces = await exportAudit(viewer, AuditFilter.parse(Object.fromEntries(given)));
  return new Response(streamed(pieces), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="halfpitch-audit-${formatDay(now())}.csv"`,
      "cache-control": "private, no-store",
    },
  });
});
