import { z } from "zod";
import { apiViewer } from "@/app/_auth/api-viewer";
import { door } from "@/app/_auth/door";
import { noteExport } from "@/lib/access/export";
import { readUsage } from "@/lib/access/usage";
import { now } from "@/lib/kernel/clock";
import { csvText } from "@/lib/kernel/csv";
import { formatDay } from "@/lib/kernel/format";

const Query = z.strictObject({
  days: z.coerce.number("days is a whole number").int().min(1).max(3660).default(366),
  organisation: z.coerce.number("organisation is a number").int().positive().optional(),
});

/** Who read what of an organisation, a line each person, dataset, day and kind, as CSV; for its manager and admins. */
export const GET = door(async (request: Request) => {
  const viewer = await apiViewer();
  const query = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const lines = await readUsage(viewer, query);
  await noteExport(viewer, { action: "export.usage", subject: `${query.days} days`, detail: { days: query.days } });
  const head = ["day", "person", "email", "dataset", "kind", "reads"];
  const rows = lines.map(({ day, name, email, dataset, kind, reads }) => [day, name, email, dataset, kind, reads]);
  return new Response(csvText([head, ...rows]), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="halfpitch-usage-${formatDay(now())}.csv"`,
      "cache-control": "private, no-store",
    },
  });
});
