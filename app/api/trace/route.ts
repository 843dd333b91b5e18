import { z } from "zod";
import { door } from "@/app/_auth/door";
import { apiReader } from "@/app/_data/reader";
import { describeTrace } from "@/app/_ui/trace/describe-trace";
import { Day } from "@/lib/kernel/period";

const Query = z.strictObject({ series: z.string().min(1).max(300), period: Day, asOf: Day.optional() });

/** Where one number came from, for the provenance drawer. Unknown parameters are a 400. */
export const GET = door(async (request: Request) => {
  const { series, period, asOf = null } = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reader = await apiReader(asOf, "page");
  const trace = await reader.trace({ series, period });
  return Response.json(describeTrace(trace, asOf), { headers: { "cache-control": "private, no-cache" } });
});
